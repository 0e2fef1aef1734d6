import QtQuick
import QtQuick.Templates as T
import Datanet.Controls

T.MenuSeparator {
    implicitWidth: Theme.px(160)
    implicitHeight: 9
    padding: 4

    contentItem: Divider {
    }
}

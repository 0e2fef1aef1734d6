import QtQuick
import QtQuick.Layouts
import Datanet.Controls

Rectangle {
    id: bar

    default property alias content: row.data

    implicitHeight: Theme.decisionBar
    color: Theme.surface

    Divider {
        width: parent.width
    }
    RowLayout {
        id: row

        anchors.fill: parent
        anchors.leftMargin: Theme.gap24
        anchors.rightMargin: Theme.gap24
        spacing: Theme.gap12
    }
}

import QtQuick
import Datanet.Controls

Rectangle {
    property bool vertical: false

    implicitWidth: Theme.line1
    implicitHeight: Theme.line1
    color: Theme.line
    Accessible.ignored: true
}

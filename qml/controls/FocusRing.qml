import QtQuick
import Datanet.Controls

Rectangle {
    id: ring

    required property Item target
    property int targetRadius: Theme.radiusControl
    property bool shown: ring.target.activeFocus

    anchors.fill: ring.target
    anchors.margins: -(Theme.focusOffset + Theme.focusWidth)
    radius: ring.targetRadius + Theme.focusOffset + Theme.focusWidth
    color: "transparent"
    border.width: Theme.focusWidth
    border.color: Theme.accent
    visible: ring.shown
    z: 1
}

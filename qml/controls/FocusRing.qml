import QtQuick
import Datanet.Controls

// Goes into the item it surrounds.
Rectangle {
    id: ring

    property int targetRadius: Theme.radiusControl
    property bool shown: false

    anchors.fill: parent
    anchors.margins: -(Theme.focusOffset + Theme.focusWidth)
    radius: ring.targetRadius + Theme.focusOffset + Theme.focusWidth
    color: "transparent"
    border.width: Theme.focusWidth
    border.color: Theme.accent
    visible: ring.shown
    z: 1
}

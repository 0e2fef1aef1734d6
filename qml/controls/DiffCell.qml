import QtQuick
import Datanet.Controls

Rectangle {
    id: cell

    // "same", "added", "removed" or "absent"
    property string change: "same"
    property var segments: []
    property alias content: slot.data

    implicitWidth: Theme.px(320)
    implicitHeight: Math.max(Theme.grown(42), (cell.change === "absent" ? 0 : slot.children.length > 0 ? slot.childrenRect.height : text.implicitHeight) + 2 * Theme.gap8 + Theme.gap4)
    color: cell.change === "added" ? Theme.addBg : cell.change === "removed" ? Theme.delBg : Theme.raised

    Hatch {
        anchors.fill: parent
        visible: cell.change === "absent"
    }
    DiffText {
        id: text

        visible: cell.change !== "absent" && slot.children.length === 0
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.topMargin: Theme.gap8 + 2
        anchors.leftMargin: Theme.gap16
        anchors.rightMargin: Theme.gap16
        segments: cell.segments
    }
    Item {
        id: slot

        anchors.fill: parent
        anchors.leftMargin: Theme.gap16
        anchors.rightMargin: Theme.gap16
        anchors.topMargin: Theme.gap8
        visible: cell.change !== "absent"
    }
    Divider {
        width: parent.width
        y: parent.height - 1
    }
    Divider {
        vertical: true
        height: parent.height
        x: cell.LayoutMirroring.enabled ? parent.width - 1 : 0
    }
}

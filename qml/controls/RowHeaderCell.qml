import QtQuick
import Datanet.Controls

Rectangle {
    id: cell

    property string number
    property bool selected: false
    property bool hovered: false
    // "", "blocking", "caution" or "note"
    property string finding

    implicitWidth: Theme.px(44)
    implicitHeight: Theme.rowText
    color: cell.selected ? Theme.accentSoft : cell.hovered ? Theme.hover : Theme.raised
    Accessible.role: Accessible.RowHeader
    Accessible.name: cell.number

    Rectangle {
        visible: cell.selected
        width: 3
        height: parent.height
        x: cell.LayoutMirroring.enabled ? parent.width - width : 0
        color: Theme.accent
    }
    Label {
        anchors.centerIn: parent
        visible: cell.finding === ""
        text: cell.number
        muted: true
        Accessible.ignored: true
    }
    SeverityIcon {
        anchors.centerIn: parent
        visible: cell.finding !== ""
        severity: cell.finding
    }
    Divider {
        y: parent.height - 1
        width: parent.width
    }
    Divider {
        vertical: true
        height: parent.height
        x: cell.LayoutMirroring.enabled ? 0 : parent.width - 1
        color: cell.selected ? "transparent" : Theme.line
    }
}

import QtQuick
import Datanet.Controls

Rectangle {
    id: cell

    property string text
    property bool strong: false
    property bool number: false
    property bool selected: false
    property bool current: false
    property bool hovered: false
    property bool edited: false
    property bool blank: false
    // A blank cell that nobody asks about shows a dash.
    property bool blankMatters: true
    property bool mono: false
    property int lines: 2
    // False where something is drawn over the text, which is then only spoken.
    property bool written: true
    // Anything but text: a tag, a player. It replaces the text.
    property alias content: slot.data

    implicitHeight: cell.lines > 1 ? Theme.rowText : Theme.rowDense
    color: cell.selected ? Theme.accentSoft : cell.edited ? Theme.cautionSoft : cell.hovered ? Theme.hover : Theme.raised
    clip: true
    Accessible.role: Accessible.Cell
    //: A cell without content
    Accessible.name: cell.blank ? qsTr("blank") : cell.text

    Label {
        id: label

        visible: cell.written && !cell.blank && slot.children.length === 0
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Theme.gap12
        anchors.rightMargin: Theme.gap12
        anchors.verticalCenter: parent.verticalCenter
        height: Math.min(implicitHeight, parent.height)
        text: cell.text
        kind: cell.strong ? Label.Strong : cell.mono ? Label.Mono : Label.Body
        horizontalAlignment: cell.number ? Text.AlignRight : Text.AlignLeft
        wrapMode: cell.lines > 1 ? Text.Wrap : Text.NoWrap
        elide: Text.ElideRight
        maximumLineCount: cell.lines
        lineHeight: cell.lines > 1 ? Theme.bodyLine : label.line
        Accessible.ignored: true
    }
    Item {
        id: slot

        anchors.fill: parent
        anchors.leftMargin: Theme.gap12
        anchors.rightMargin: Theme.gap12
        visible: !cell.blank
    }
    Label {
        id: blankLabel

        visible: cell.blank
        x: cell.number !== cell.LayoutMirroring.enabled ? cell.width - width - Theme.gap12 : Theme.gap12
        anchors.verticalCenter: parent.verticalCenter
        text: cell.blankMatters ? cell.Accessible.name : "\u2013"
        color: cell.blankMatters ? Theme.caution : Theme.muted
        Accessible.ignored: true

        Row {
            visible: cell.blankMatters
            anchors.left: parent.left
            anchors.right: parent.right
            y: parent.height - 2
            height: 1
            spacing: 2
            clip: true

            Repeater {
                model: cell.blank && cell.blankMatters ? Math.ceil(blankLabel.width / 5) : 0

                Rectangle {
                    width: 3
                    height: 1
                    color: Theme.caution
                }
            }
        }
    }
    // The folded corner of an edited cell.
    Item {
        visible: cell.edited
        width: Theme.gap8
        height: Theme.gap8
        x: cell.LayoutMirroring.enabled ? cell.width - width : 0
        clip: true

        Rectangle {
            width: Theme.gap8 * Math.SQRT2
            height: width
            x: cell.LayoutMirroring.enabled ? parent.width - width / 2 : -width / 2
            y: -width / 2
            rotation: 45
            antialiasing: true
            color: Theme.caution
        }
    }
    Divider {
        y: parent.height - 1
        width: parent.width
    }
    Rectangle {
        anchors.fill: parent
        visible: cell.current
        color: "transparent"
        border.width: Theme.focusWidth
        border.color: Theme.accent
    }
}

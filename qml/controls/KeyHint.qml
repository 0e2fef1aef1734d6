import QtQuick
import Datanet.Controls

Rectangle {
    id: hint

    property string text
    property bool accented: false

    implicitWidth: Math.max(implicitHeight, key.implicitWidth + Theme.gap8)
    implicitHeight: Theme.tag
    radius: Theme.radiusChip
    color: hint.accented ? Qt.darker(Theme.accent, Theme.dark ? 1.25 : 1.35) : Theme.raised
    border.width: hint.accented ? 0 : Theme.line1
    border.color: Theme.line
    Accessible.ignored: true

    // The lower edge of a key.
    Rectangle {
        visible: !hint.accented
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.leftMargin: hint.radius / 2
        anchors.rightMargin: hint.radius / 2
        height: 2
        color: Theme.line
    }
    Text {
        id: key

        anchors.centerIn: parent
        anchors.verticalCenterOffset: hint.accented ? 0 : -0.5
        text: hint.text
        textFormat: Text.PlainText
        color: hint.accented ? Theme.accentInk : Theme.muted
        font.pixelSize: Theme.px(12)
        font.weight: hint.accented ? Font.Medium : Font.Normal
    }
}

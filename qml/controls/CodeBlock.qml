import QtQuick
import Datanet.Controls

Rectangle {
    id: block

    property string text
    property bool wraps: true

    implicitWidth: label.implicitWidth + 2 * Theme.gap8
    implicitHeight: label.implicitHeight + 2 * 6
    radius: Theme.radiusControl
    color: Theme.surface
    border.width: Theme.line1
    border.color: Theme.line
    clip: true

    TextEdit {
        id: label

        anchors.fill: parent
        anchors.leftMargin: Theme.gap8
        anchors.rightMargin: Theme.gap8
        anchors.topMargin: 6
        anchors.bottomMargin: 6
        text: block.text
        textFormat: TextEdit.PlainText
        readOnly: true
        selectByMouse: true
        color: Theme.ink
        selectionColor: Theme.accent
        selectedTextColor: Theme.accentInk
        wrapMode: block.wraps ? TextEdit.WrapAnywhere : TextEdit.NoWrap
        font.family: Theme.monoFamily
        font.pixelSize: Theme.px(12)
        Accessible.name: block.text
    }
}

import QtQuick
import Datanet.Controls

Rectangle {
    id: dot

    property string text
    property int tone: Tone.Neutral

    implicitWidth: Math.max(implicitHeight, label.implicitWidth + Theme.gap8)
    implicitHeight: Theme.tag
    radius: height / 2
    color: Tone.ground(dot.tone)
    Accessible.ignored: true

    Text {
        id: label

        anchors.centerIn: parent
        text: dot.text
        textFormat: Text.PlainText
        color: Tone.ink(dot.tone)
        font.pixelSize: Theme.bodySize
        font.weight: Font.Medium
    }
}

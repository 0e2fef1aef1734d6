import QtQuick
import Datanet.Controls

Rectangle {
    id: badge

    property string text
    property bool round: false
    property color ground: Theme.sunken

    implicitWidth: Math.max(implicitHeight, label.implicitWidth + Theme.gap12)
    implicitHeight: Theme.tag
    radius: badge.round ? height / 2 : Theme.radiusChip
    color: badge.ground
    Accessible.ignored: true

    Text {
        id: label

        anchors.centerIn: parent
        text: badge.text
        textFormat: Text.PlainText
        color: badge.round ? Theme.ink : Theme.muted
        font.pixelSize: Theme.bodySize
        font.weight: badge.round ? Font.DemiBold : Font.Normal
    }
}

import QtQuick
import Datanet.Controls

Rectangle {
    id: tile

    property string iconName
    property int tone: Tone.Neutral
    property bool round: false
    property int size: Theme.px(32)

    implicitWidth: tile.size
    implicitHeight: tile.size
    radius: tile.round ? height / 2 : Theme.radiusControl
    color: Tone.ground(tile.tone)
    Accessible.ignored: true

    Icon {
        anchors.centerIn: parent
        name: tile.iconName
        color: Tone.ink(tile.tone)
        size: tile.size >= Theme.px(32) ? Theme.icon : Theme.px(14)
    }
}

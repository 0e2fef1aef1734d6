import QtQuick
import Datanet.Controls

// The number of a source on its colour; a dash for no source.
Rectangle {
    id: tile

    property int place: -1
    property bool outlined: false // on a ground of nearly the same colour

    implicitWidth: Math.max(Theme.px(24), number.implicitWidth + Theme.gap8)
    implicitHeight: Theme.px(24)
    radius: Theme.radiusChip
    color: Theme.sourceGround(tile.place)
    border.width: tile.outlined ? Theme.line1 : 0
    border.color: Theme.sourceLine(tile.place)
    Accessible.ignored: true

    Text {
        id: number

        anchors.centerIn: parent
        text: tile.place < 0 ? "\u2013" : tile.place + 1
        textFormat: Text.PlainText
        color: tile.place < 0 ? Theme.muted : Theme.ink
        font.pixelSize: Theme.bodySize
        font.weight: Font.DemiBold
    }
}

import QtQuick
import Datanet.Controls

Image {
    id: hatch

    property color color: Theme.line
    property int gap: 9

    fillMode: Image.Tile
    horizontalAlignment: Image.AlignLeft
    verticalAlignment: Image.AlignTop
    sourceSize.width: hatch.gap
    sourceSize.height: hatch.gap
    source: Pictures.hatch(hatch.color, hatch.gap, Screen.devicePixelRatio)
    Accessible.ignored: true
}

import QtQuick
import Datanet.Controls

Image {
    id: stripes

    property color ground: Theme.stripeA
    property color band: Theme.stripeB
    property int bandWidth: Theme.stripeBand
    property int radius: 0

    readonly property int period: Math.round(2 * stripes.bandWidth * Math.SQRT2)

    fillMode: stripes.radius === 0 ? Image.Tile : Image.Stretch
    horizontalAlignment: Image.AlignLeft
    verticalAlignment: Image.AlignTop
    sourceSize.width: stripes.radius === 0 ? stripes.period : Math.max(1, Math.ceil(stripes.width))
    sourceSize.height: stripes.radius === 0 ? stripes.period : Math.max(1, Math.ceil(stripes.height))
    source: Pictures.stripes(stripes.ground, stripes.band, stripes.bandWidth, stripes.radius, Screen.devicePixelRatio)
    Accessible.ignored: true
}

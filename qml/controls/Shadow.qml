import QtQuick
import Datanet.Controls

Item {
    id: shadow

    property int radius: Theme.radiusSheet

    anchors.fill: parent
    z: -1

    component Layer: BorderImage {
        id: layer

        required property color tint
        required property int blur
        required property int offset
        required property int corner
        readonly property int pad: layer.blur + layer.offset + 4
        readonly property int edge: layer.pad + layer.blur + layer.corner

        anchors.fill: parent
        anchors.margins: -layer.pad
        border.left: layer.edge
        border.right: layer.edge
        border.top: layer.edge
        border.bottom: layer.edge
        source: Pictures.shadow(layer.tint, layer.blur, layer.offset, layer.pad, layer.corner)
        Accessible.ignored: true
    }

    // The far layer needs room for its corners; a tooltip only has the near one.
    Layer {
        tint: Theme.shadowFar
        blur: 32
        corner: shadow.radius
        offset: 12
        visible: shadow.width >= 2 * (32 + shadow.radius) && shadow.height >= 2 * (32 + shadow.radius)
    }
    Layer {
        tint: Theme.shadowNear
        blur: 6
        corner: shadow.radius
        offset: 2
    }
}

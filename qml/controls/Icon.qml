import QtQuick
import Datanet.Controls

Image {
    id: icon

    property string name
    property color color: Theme.ink
    property color contrast: Theme.onAccent
    property int size: Theme.icon

    width: icon.size
    height: icon.size
    sourceSize.width: icon.size
    sourceSize.height: icon.size
    source: icon.name === "" ? "" : "image://datanet/icon/" + icon.name + "/" + Theme.hex(icon.color) + "/" + Theme.hex(icon.contrast)
    fillMode: Image.PreserveAspectFit
    Accessible.ignored: true
}

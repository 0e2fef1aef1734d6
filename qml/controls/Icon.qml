import QtQuick
import Datanet.Controls

Image {
    id: icon

    property string name
    property color color: Theme.ink
    property color contrast: Theme.accentInk
    property int size: Theme.icon

    width: icon.size
    height: icon.size
    sourceSize.width: icon.size
    sourceSize.height: icon.size
    source: Pictures.icon(icon.name, icon.color, icon.contrast)
    fillMode: Image.PreserveAspectFit
    Accessible.ignored: true
}

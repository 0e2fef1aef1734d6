import QtQuick
import Datanet.Controls

Image {
    id: identicon

    property string address
    property int size: Theme.px(24)

    width: identicon.size
    height: identicon.size
    sourceSize.width: identicon.size
    sourceSize.height: identicon.size
    source: identicon.address === "" ? "" : "image://datanet/identicon/" + encodeURIComponent(identicon.address) + "/" + (Theme.dark ? "dark" : "light")
    Accessible.ignored: true
}

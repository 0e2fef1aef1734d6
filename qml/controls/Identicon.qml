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
    source: Pictures.identicon(identicon.address.toLowerCase(), Theme.dark)
    Accessible.ignored: true
}

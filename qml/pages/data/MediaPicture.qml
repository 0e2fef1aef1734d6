import QtQuick
import QtQuick.Window
import Datanet.App
import Datanet.Controls

// A record's picture, upright and no larger than its place; what can't be shown has a sign instead.
Item {
    id: picture

    // MediaAddress, as the models give it.
    property string address
    property string name
    property int align: Image.AlignHCenter
    // How high it may be at most, where its place depends on what becomes of it.
    property real tallest: picture.height
    readonly property bool failed: image.status === Image.Error || image.status === Image.Ready && image.implicitWidth === 0
    readonly property bool shown: image.status === Image.Ready && !picture.failed
    // A sentence; empty while nothing is wrong.
    readonly property string problem: picture.failed ? Media.problem(picture.address) : ""

    Accessible.role: Accessible.Graphic
    //: A record's picture that has no name
    Accessible.name: picture.name !== "" ? picture.name : qsTr("Picture")
    Accessible.description: picture.problem

    Image {
        id: image

        anchors.fill: parent
        source: Media.picture(picture.address)
        sourceSize.width: Math.ceil(picture.width * Screen.devicePixelRatio)
        sourceSize.height: Math.ceil(picture.tallest * Screen.devicePixelRatio)
        fillMode: Image.PreserveAspectFit
        horizontalAlignment: picture.align
        asynchronous: true
        cache: false
        mipmap: true
    }
    Rectangle {
        visible: !picture.shown
        width: Math.min(picture.width, picture.height)
        height: width
        anchors.verticalCenter: parent.verticalCenter
        x: picture.align === Image.AlignHCenter ? Math.round((picture.width - width) / 2) : 0
        radius: Theme.radiusChip
        color: Theme.sunken

        Icon {
            visible: picture.failed
            anchors.centerIn: parent
            name: "image"
            color: Theme.muted
            size: Math.min(Theme.px(20), parent.width / 2)
        }
    }
}

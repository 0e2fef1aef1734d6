import QtQuick
import Datanet.Controls

Rectangle {
    id: frame

    property color lineColor: Theme.lineStrong
    property color ground: "transparent"

    radius: Theme.radiusCard
    color: frame.ground

    Image {
        anchors.fill: parent
        sourceSize.width: Math.max(1, Math.ceil(frame.width))
        sourceSize.height: Math.max(1, Math.ceil(frame.height))
        source: Pictures.dashes(frame.lineColor, frame.radius, Screen.devicePixelRatio)
    }
}

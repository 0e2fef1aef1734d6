import QtQuick
import Datanet.Controls

Item {
    id: spinner

    property bool running: true
    property color color: Theme.accent
    property int size: Theme.icon

    implicitWidth: spinner.size
    implicitHeight: spinner.size
    Accessible.ignored: true

    // With reduced motion it stands still as an hourglass.
    Icon {
        id: wheel

        anchors.centerIn: parent
        size: spinner.size
        name: Theme.reducedMotion ? "hourglass" : "spinner"
        color: spinner.color

        RotationAnimation on rotation {
            running: spinner.running && spinner.visible && !Theme.reducedMotion
            loops: Animation.Infinite
            from: 0
            to: 360
            duration: 900
        }
    }
}

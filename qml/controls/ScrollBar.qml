import QtQuick
import QtQuick.Templates as T
import Datanet.Controls

T.ScrollBar {
    id: bar

    implicitWidth: bar.orientation === Qt.Vertical ? 10 : 40
    implicitHeight: bar.orientation === Qt.Vertical ? 40 : 10
    padding: 2
    minimumSize: 0.06
    visible: bar.policy !== T.ScrollBar.AlwaysOff && bar.size > 0 && bar.size < 1
    Accessible.ignored: true

    contentItem: Rectangle {
        implicitWidth: 6
        implicitHeight: 6
        radius: 3
        color: Theme.lineStrong
        opacity: bar.pressed ? 0.9 : bar.hovered || bar.active ? 0.6 : 0.3

        Behavior on opacity {
            NumberAnimation {
                duration: Theme.motionNormal
            }
        }
    }
}

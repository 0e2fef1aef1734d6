import QtQuick
import QtQuick.Templates as T
import Datanet.Controls

T.Switch {
    id: control

    implicitWidth: contentItem.implicitWidth
    implicitHeight: Theme.bodyLine
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    font: Fonts.sized(Theme.bodySize)
    Accessible.name: control.text

    Keys.onReturnPressed: {
        control.toggle();
        control.toggled();
    }

    contentItem: Label {
        text: control.text
        muted: true
        rightPadding: control.mirrored ? 0 : control.indicator.width + (control.text !== "" ? Theme.gap8 : 0)
        leftPadding: control.mirrored ? control.indicator.width + (control.text !== "" ? Theme.gap8 : 0) : 0
        Accessible.ignored: true
    }
    indicator: Rectangle {
        id: track

        implicitWidth: Theme.px(28)
        implicitHeight: Theme.px(16)
        x: control.mirrored ? 0 : control.width - width
        y: (control.height - height) / 2
        radius: height / 2
        color: control.checked ? Theme.accent : Theme.lineStrong

        Rectangle {
            width: track.height - 4
            height: width
            radius: height / 2
            y: 2
            x: control.visualPosition * (track.width - width - 4) + 2
            color: Theme.raised

            Behavior on x {
                NumberAnimation {
                    duration: Theme.motionFast
                    easing.type: Easing.OutCubic
                }
            }
        }
        FocusRing {
            targetRadius: track.radius
            shown: control.visualFocus
        }
    }
}

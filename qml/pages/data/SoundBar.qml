import QtQuick
import QtQuick.Templates as T
import Datanet.App
import Datanet.Controls

// Plays a record's sound: a button, the place in it, which can be moved, and what is wrong.
Column {
    id: bar

    required property string address
    // "0:42", of the record; the sound itself says it once it is read.
    required property string facts
    readonly property SoundPlayer player: Media.player
    readonly property bool mine: bar.address !== "" && bar.player.address === bar.address
    readonly property bool playing: bar.mine && bar.player.playing
    readonly property real position: bar.mine ? bar.player.position : 0
    readonly property real duration: bar.mine ? bar.player.duration : 0

    spacing: Theme.gap8

    function takeFocus() {
        button.forceActiveFocus(Qt.TabFocusReason);
    }

    Item {
        width: bar.width
        height: button.height

        // Without a tip, which would cover what is said below.
        Button {
            id: button

            iconName: bar.playing ? "pause" : "play"
            //: Buttons that play a record's sound and hold it
            Accessible.name: bar.playing ? qsTr("Pause") : qsTr("Play")
            busy: bar.mine && bar.player.loading
            onClicked: bar.player.toggle(bar.address)
        }
        T.Slider {
            id: slider

            from: 0
            to: Math.max(1, bar.duration)
            value: bar.position
            stepSize: 5000
            snapMode: T.Slider.NoSnap
            enabled: bar.duration > 0
            focusPolicy: Qt.StrongFocus
            anchors.left: button.right
            anchors.right: time.left
            anchors.leftMargin: Theme.gap8
            anchors.rightMargin: Theme.gap8
            height: button.height
            leftPadding: Theme.gap8
            rightPadding: Theme.gap8
            //: Where in a sound it is played, said by a screen reader
            Accessible.name: qsTr("Place in the sound")
            Accessible.description: time.text
            onMoved: bar.player.seek(slider.value)

            // Moving it by hand breaks a binding.
            Binding on value {
                value: bar.position
                when: !slider.pressed
            }
            background: Rectangle {
                x: slider.leftPadding
                y: Math.round((slider.height - height) / 2)
                width: slider.availableWidth
                height: Theme.gap4
                radius: 2
                color: Theme.line

                Rectangle {
                    width: parent.width * slider.visualPosition
                    height: parent.height
                    radius: 2
                    color: Theme.accent
                }
            }
            handle: Rectangle {
                visible: slider.enabled
                x: slider.leftPadding + slider.visualPosition * (slider.availableWidth - width)
                y: Math.round((slider.height - height) / 2)
                width: Theme.px(12)
                height: width
                radius: width / 2
                color: Theme.accent

                FocusRing {
                    targetRadius: parent.width / 2
                    shown: slider.visualFocus
                }
            }
        }
        Label {
            id: time

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            //: Place in a sound and how long it is: "0:07 of 0:42"
            text: bar.mine && bar.duration > 0 ? qsTr("%1 of %2").arg(bar.player.timeText(bar.position)).arg(bar.player.timeText(bar.duration)) : bar.facts
            muted: true
        }
    }
    MediaTrouble {
        visible: bar.mine && bar.player.problem !== ""
        width: bar.width
        title: bar.mine ? bar.player.problem : ""
        text: bar.mine ? bar.player.advice : ""
    }
}

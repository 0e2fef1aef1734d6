import QtQuick
import QtQuick.Layouts
import Datanet.Controls

Item {
    id: toast

    property string text
    property string actionText
    property int tone: Tone.Neutral
    property int shownFor: 6000

    signal action

    anchors.fill: parent
    z: 100

    function show(message: string, tone: int, actionText: string) {
        toast.text = message;
        toast.tone = tone;
        toast.actionText = actionText;
        toast.open = true;
        // What can be acted on stays until it is read.
        if (actionText === "")
            timer.restart();
        else
            timer.stop();
    }

    function hide() {
        toast.open = false;
        timer.stop();
    }

    property bool open: false

    Timer {
        id: timer

        interval: toast.shownFor
        onTriggered: if (!hover.hovered)
            toast.open = false
    }

    Rectangle {
        id: card

        anchors.horizontalCenter: parent.horizontalCenter
        y: parent.height - height - Theme.gap24
        width: Math.min(row.implicitWidth + 2 * Theme.gap16, parent.width - 2 * Theme.gap24)
        height: row.implicitHeight + 2 * Theme.gap8
        radius: Theme.radiusCard
        color: Theme.raised
        border.width: Theme.line1
        border.color: Theme.line
        visible: opacity > 0
        opacity: toast.open ? 1 : 0
        Accessible.role: Accessible.AlertMessage
        Accessible.name: toast.text

        Behavior on opacity {
            NumberAnimation {
                duration: Theme.motionSlow
            }
        }
        Shadow {
            radius: Theme.radiusCard
        }
        HoverHandler {
            id: hover
        }
        RowLayout {
            id: row

            anchors.fill: parent
            anchors.leftMargin: Theme.gap16
            anchors.rightMargin: Theme.gap8
            spacing: Theme.gap12

            Icon {
                name: Tone.icon(toast.tone)
                color: Tone.ink(toast.tone)
            }
            Label {
                text: toast.text
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
            Button {
                visible: text !== ""
                text: toast.actionText
                size: Button.Small
                variant: Button.Quiet
                onClicked: {
                    toast.hide();
                    toast.action();
                }
            }
            IconButton {
                size: Button.Small
                iconName: "close"
                //: Closes a short message
                name: qsTr("Close message")
                onClicked: toast.hide()
            }
        }
    }
}

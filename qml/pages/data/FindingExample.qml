import QtQuick
import QtQuick.Templates as T
import QtQuick.Layouts
import Datanet.Controls
import Datanet.Ui

// One finding, and what the person said to it; clicking goes to its record.
T.AbstractButton {
    id: example

    property string name
    property string sentence
    // Why it stays as it is; empty: nothing was said.
    property string reason
    // Whether something may be said to it.
    property bool keepable: false
    property bool busy: false
    // Addresses of what it is about.
    property var pictures: []

    signal keepRequested
    signal takeBackRequested

    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    text: example.name
    Accessible.role: Accessible.Link
    Accessible.name: example.name
    Accessible.description: example.reason === "" ? example.sentence : example.sentence + " " + said.text
    implicitHeight: words.implicitHeight + 2 * Theme.gap8

    Keys.onReturnPressed: example.clicked()

    background: Rectangle {
        radius: Theme.radiusControl
        color: example.hovered ? Theme.hover : Theme.raised
        border.width: Theme.line1
        border.color: Theme.line

        FocusRing {
            shown: example.visualFocus
        }
    }
    contentItem: Item {
        ColumnLayout {
            id: words

            y: Theme.gap8
            anchors.left: parent.left
            anchors.leftMargin: Theme.gap12
            anchors.right: deed.visible ? deed.left : parent.right
            anchors.rightMargin: deed.visible ? Theme.gap4 : Theme.gap12
            spacing: 0

            Row {
                visible: example.pictures.length > 0
                spacing: Theme.gap8
                Layout.bottomMargin: Theme.gap8

                Repeater {
                    model: example.pictures

                    MediaPicture {
                        required property string modelData

                        width: Theme.px(112)
                        height: Theme.px(84)
                        address: modelData
                        align: Image.AlignLeft
                    }
                }
            }
            Label {
                text: example.name
                kind: Label.Strong
                Layout.fillWidth: true
            }
            Label {
                text: example.sentence
                muted: true
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
            Label {
                id: said

                visible: example.reason !== ""
                //: Under a finding that a person left as it is; %1 is the reason
                text: qsTr("Left as it is: %1").arg(example.reason)
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
        }
        IconButton {
            id: deed

            visible: example.keepable || example.reason !== ""
            enabled: !example.busy
            anchors.right: parent.right
            anchors.rightMargin: Theme.gap4
            y: Theme.gap4
            size: Button.Small
            iconName: example.reason !== "" ? "undo" : "chat"
            //: Button beside a finding
            name: example.reason !== "" ? qsTr("Take the reason back") : qsTr("Leave it as it is, and say why")
            onClicked: example.reason !== "" ? example.takeBackRequested() : example.keepRequested()
        }
    }
}

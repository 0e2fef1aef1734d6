import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// A passphrase as dots: what is typed stays in the secret field, and only its length is known here.
Field {
    id: field

    readonly property alias secret: input

    signal accepted

    //: Beside a passphrase while it is typed
    hint: input.capsLock ? qsTr("Caps Lock seems to be on.") : ""

    SecretField {
        id: input

        implicitHeight: Theme.control
        Layout.fillWidth: true
        Accessible.role: Accessible.EditableText
        Accessible.passwordEdit: true
        Accessible.focusable: true
        Accessible.name: field.label
        Accessible.description: field.error
        onAccepted: field.accepted()

        FieldFrame {
            anchors.fill: parent
            field: input
            failed: field.error !== ""
        }
        // The end stays in sight, however long it gets.
        Item {
            clip: true
            anchors.fill: parent
            anchors.leftMargin: Theme.gap12 - 2
            anchors.rightMargin: Theme.gap12 - 2

            Row {
                id: dots

                x: Math.min(0, parent.width - width - caret.width - Theme.gap4)
                spacing: Theme.gap4
                anchors.verticalCenter: parent.verticalCenter

                Repeater {
                    model: input.length

                    Rectangle {
                        color: Theme.ink
                        width: Theme.px(6)
                        height: width
                        radius: width / 2
                    }
                }
            }
            Rectangle {
                id: caret

                visible: input.activeFocus
                color: Theme.ink
                width: Theme.line1
                height: Theme.bodySize
                x: dots.width > 0 ? dots.x + dots.width + Theme.gap4 / 2 : 0
                anchors.verticalCenter: parent.verticalCenter
            }
        }
    }
}

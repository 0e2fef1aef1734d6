import QtQuick
import Datanet.Controls

// Good or bad records, and why they are.
Column {
    id: list

    property var examples: []
    property bool good: true

    visible: list.examples.length > 0
    spacing: Theme.gap12

    Label {
        width: parent.width
        //: Above examples of records
        text: list.good ? qsTr("Good records") : qsTr("Bad records")
        kind: Label.Strong
    }
    Repeater {
        model: list.examples

        Item {
            id: example

            required property var modelData

            width: list.width // qmllint disable unqualified
            implicitHeight: words.implicitHeight

            Icon {
                id: mark

                y: Theme.px(2)
                name: list.good ? "check" : "ban" // qmllint disable unqualified
                color: list.good ? Theme.positive : Theme.danger // qmllint disable unqualified
            }
            Column {
                id: words

                anchors.left: mark.right
                anchors.leftMargin: Theme.gap12
                anchors.right: parent.right

                Label {
                    width: parent.width
                    text: example.modelData.text
                    wrapMode: Text.Wrap
                }
                Label {
                    width: parent.width
                    visible: text !== ""
                    text: example.modelData.words
                    muted: true
                    wrapMode: Text.Wrap
                }
            }
        }
    }
}

import QtQuick
import Datanet.Controls

// The keys of a review, for who never takes the hands off them.
Flow {
    id: keys

    spacing: Theme.gap12

    Repeater {
        //: Keys of a review and what they do
        model: [[qsTr("A"), qsTr("accept")], [qsTr("X"), qsTr("exclude")], [qsTr("1–9"), qsTr("reason")], [qsTr("J"), qsTr("next")], [qsTr("K"), qsTr("back")], [qsTr("M"), qsTr("many at once")], [qsTr("Ctrl+Z"), qsTr("undo")], [qsTr("Ctrl+Enter"), qsTr("seal")]]

        Row {
            id: entry

            required property var modelData

            spacing: Theme.gap4

            KeyHint {
                text: entry.modelData[0]
            }
            Label {
                text: entry.modelData[1]
                muted: true
                anchors.verticalCenter: parent.verticalCenter
            }
        }
    }
}

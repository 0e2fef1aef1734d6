import QtQuick
import Datanet.Controls

// What differs between two rules, one thing below the other.
Column {
    id: list

    property var changes: []

    spacing: Theme.gap8

    Repeater {
        model: list.changes

        Column {
            id: change

            required property var modelData

            width: list.width // qmllint disable unqualified

            Label {
                width: parent.width
                text: change.modelData.title
                kind: Label.Strong
                wrapMode: Text.Wrap
            }
            Label {
                width: parent.width
                visible: change.modelData.before !== ""
                //: A rule of a datanet that no longer holds
                text: qsTr("was: %1").arg(change.modelData.before)
                muted: true
                wrapMode: Text.Wrap
            }
            Label {
                width: parent.width
                visible: change.modelData.after !== ""
                //: A rule of a datanet that holds from now on
                text: change.modelData.before !== "" ? qsTr("now: %1").arg(change.modelData.after) : qsTr("new: %1").arg(change.modelData.after)
                wrapMode: Text.Wrap
            }
            Label {
                visible: change.modelData.after === ""
                //: A rule of a datanet that is taken away
                text: qsTr("is taken away")
            }
        }
    }
}

import QtQuick
import Datanet.Controls
import Datanet.Ui

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
            readonly property bool example: change.modelData.record.length > 0

            width: list.width // qmllint disable unqualified

            Label {
                width: parent.width
                text: {
                    if (!change.example)
                        return change.modelData.title;
                    //: A record that is an example in the rules of a datanet; %1 is "Good record" or "Bad record"
                    return change.modelData.kind === "removed" ? qsTr("%1, taken away").arg(change.modelData.title) : qsTr("%1, new").arg(change.modelData.title);
                }
                kind: Label.Strong
                wrapMode: Text.Wrap
            }
            RecordFields {
                visible: change.example
                width: parent.width
                fields: change.modelData.record
            }
            Label {
                width: parent.width
                visible: !change.example && change.modelData.before !== ""
                //: A rule of a datanet that no longer holds
                text: qsTr("was: %1").arg(change.modelData.before)
                muted: true
                wrapMode: Text.Wrap
            }
            Label {
                width: parent.width
                visible: !change.example && change.modelData.after !== ""
                //: A rule of a datanet that holds from now on
                text: change.modelData.before !== "" ? qsTr("now: %1").arg(change.modelData.after) : qsTr("new: %1").arg(change.modelData.after)
                wrapMode: Text.Wrap
            }
            Label {
                visible: !change.example && change.modelData.after === ""
                //: A rule of a datanet that is taken away
                text: qsTr("is taken away")
            }
        }
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.Controls

// Records that came back, each { name, reasons: [{ reason, words }] }.
ColumnLayout {
    id: list

    required property var cameBack
    required property int further

    spacing: Theme.gap8

    Label {
        //: Heading of the records that were not accepted, with the reviewers' reasons
        text: qsTr("Came back, and why")
        kind: Label.Strong
        Layout.topMargin: Theme.gap8
    }
    Repeater {
        model: list.cameBack

        ColumnLayout {
            id: record

            required property var modelData

            spacing: Theme.gap4
            Layout.fillWidth: true

            Label {
                text: record.modelData.name
                Layout.fillWidth: true
            }
            Repeater {
                model: record.modelData.reasons

                Label {
                    required property var modelData

                    text: modelData.words !== "" ? modelData.reason + ": " + modelData.words : modelData.reason
                    muted: true
                    wrapMode: Text.Wrap
                    Layout.fillWidth: true
                }
            }
        }
    }
    Label {
        visible: list.further > 0
        //: More records came back than are listed
        text: qsTr("and %n more", "", list.further)
        muted: true
    }
}

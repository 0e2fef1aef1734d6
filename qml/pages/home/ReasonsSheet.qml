import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

Sheet {
    id: sheet

    required property ContributionsView view

    //: Dialog with the reviewers' reasons
    subtitle: qsTr("Records that came back, and the reviewers' reasons")
    primaryText: ""
    cancelText: qsTr("Close")

    LoadingState {
        visible: sheet.view.reading.running
        text: qsTr("Fetching the reasons")
        Layout.fillWidth: true
    }
    ErrorBanner {
        what: sheet.view.reading.errorTitle
        safe: sheet.view.reading.errorDetail
        todo: sheet.view.reading.errorAdvice
        Layout.fillWidth: true
    }
    Repeater {
        model: sheet.view.outcomes

        ColumnLayout {
            id: outcome

            required property var modelData

            spacing: Theme.gap4
            Layout.fillWidth: true

            Label {
                //: One record of a contribution, by its number
                text: qsTr("Record %1").arg(outcome.modelData.number)
                kind: Label.Strong
            }
            Repeater {
                model: outcome.modelData.reasons

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
}

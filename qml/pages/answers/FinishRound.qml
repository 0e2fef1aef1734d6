import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// What "Finish payout round" does while it runs, and how it ended.
ColumnLayout {
    id: finish

    required property PayoutRounds view
    signal earningsRequested

    readonly property bool running: finish.view.finishing.running

    visible: finish.running || finish.view.finishedText !== "" || finish.view.finishing.failed
    spacing: Theme.gap12

    ProgressRow {
        visible: finish.running
        text: qsTr("The attributor finishes the round")
        value: finish.view.finishing.progress
        Layout.fillWidth: true
        onCancelRequested: finish.view.finishing.cancel()
    }
    Notice {
        visible: !finish.running && finish.view.finishedText !== ""
        tone: finish.view.finishingSteps.length > 0 ? Tone.Positive : Tone.Neutral
        iconName: finish.view.finishingSteps.length > 0 ? "check" : "info"
        text: finish.view.finishedText
        actions: [
            Button {
                //: Leads from a payout round to what the person earned
                text: qsTr("See what you earned")
                onClicked: finish.earningsRequested()
            }
        ]
        Layout.fillWidth: true
    }
    Repeater {
        model: finish.view.finishingSteps

        RowLayout {
            id: done

            required property string modelData

            spacing: Theme.gap8
            Layout.fillWidth: true

            Icon {
                name: "check"
                color: Theme.positive
            }
            Label {
                text: done.modelData
                Layout.fillWidth: true
            }
        }
    }
    ErrorBanner {
        what: finish.view.finishing.errorTitle
        safe: finish.view.finishing.errorDetail
        todo: finish.view.finishing.errorAdvice
        Layout.fillWidth: true
        onDismissed: finish.view.finishing.dismissError()
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// What is wrong with a payout round that this computer computed again.
ColumnLayout {
    id: check

    required property PayoutRounds view
    readonly property var round: check.view.current
    readonly property var result: check.view.checkResult
    readonly property bool done: check.result.title !== undefined && !check.result.matches
    readonly property bool running: check.view.checking.running && check.view.checkedEpoch === check.round.epoch

    visible: check.done && !check.running || check.view.checking.failed
    spacing: Theme.gap12

    Notice {
        visible: check.done && !check.running
        tone: Tone.Danger
        iconName: "error"
        title: check.result.title ?? ""
        text: check.result.text ?? ""
        Layout.fillWidth: true
    }
    ColumnLayout {
        visible: check.done && !check.running
        spacing: Theme.gap8
        Layout.fillWidth: true

        Label {
            //: The first place at which two computations of a payout round differ
            text: qsTr("It differs first in %1.").arg(check.result.where ?? "")
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        Repeater {
            model: check.result.expected !== undefined ? [
                //: Two values that differ: what this computer computed, and what was proposed
                {label: qsTr("It should be"), text: check.result.expected},
                {label: qsTr("It is"), text: check.result.found}
            ] : []

            ColumnLayout {
                id: value

                required property var modelData

                spacing: Theme.gap4
                Layout.fillWidth: true

                Label {
                    text: value.modelData.label
                    muted: true
                }
                CodeBlock {
                    //: Stands for a line that is not there
                    text: value.modelData.text !== "" ? value.modelData.text : qsTr("nothing")
                    wraps: true
                    Layout.fillWidth: true
                }
            }
        }
        Label {
            visible: (check.result.pack ?? "") !== ""
            //: %1 is the path of a file
            text: qsTr("What a panel needs to judge it is in %1").arg(check.result.pack ?? "")
            muted: true
            wrapMode: Text.WrapAnywhere
            Layout.fillWidth: true
        }
    }
    ErrorBanner {
        what: check.view.checking.errorTitle
        safe: check.view.checking.errorDetail
        todo: check.view.checking.errorAdvice
        Layout.fillWidth: true
        onDismissed: check.view.checking.dismissError()
    }
}

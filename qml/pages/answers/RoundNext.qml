import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// What can be done with a payout round now: checking it, and its next step or why that has to wait.
ColumnLayout {
    id: next

    required property PayoutRounds view
    readonly property var round: next.view.current
    readonly property var step: (next.round.roundSteps ?? []).find(step => step.state === "current") ?? null
    readonly property bool checkable: next.round.proposer !== undefined
    readonly property bool checking: next.view.checking.running && next.view.checkedEpoch === next.round.epoch
    readonly property var result: next.view.checkResult
    readonly property bool checked: next.result.title !== undefined
    readonly property bool objectable: next.round.objectable ?? false

    signal objectRequested
    signal stepRequested(string key, string title, string detail, string action)

    visible: next.checkable || next.step !== null
    spacing: Theme.gap8

    ProgressRow {
        visible: next.checking
        text: next.view.checking.step !== "" ? next.view.checking.step : qsTr("Computing the round again")
        value: next.view.checking.progress
        Layout.fillWidth: true
        onCancelRequested: next.view.checking.cancel()
    }
    RowLayout {
        visible: next.checkable && !next.checking
        spacing: Theme.gap8
        Layout.fillWidth: true

        Button {
            //: Computes something again on this computer and compares
            text: next.checked ? qsTr("Check again") : qsTr("Check it myself")
            iconName: "refresh"
            enabled: !next.view.checking.running && !next.view.finishing.running
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            onClicked: next.view.check()
        }
        Button {
            visible: next.objectable
            //: Objects to what was proposed for a payout round
            text: qsTr("Object")
            iconName: "flag"
            enabled: next.view.canObject && !next.view.finishing.running
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            onClicked: next.objectRequested()
        }
    }
    Label {
        visible: next.objectable && !next.checking && text !== ""
        text: next.view.objectReason
        muted: true
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    ErrorBanner {
        what: next.view.stepping.errorTitle
        safe: next.view.stepping.errorDetail
        todo: next.view.stepping.errorAdvice
        Layout.fillWidth: true
        onDismissed: next.view.stepping.dismissError()
    }
    ProgressRow {
        visible: next.view.stepping.running
        text: next.view.stepping.step !== "" ? next.view.stepping.step : qsTr("Taking the step")
        value: next.view.stepping.progress
        Layout.fillWidth: true
        onCancelRequested: next.view.stepping.cancel()
    }
    Button {
        visible: (next.step?.action ?? "") !== "" && !next.view.stepping.running
        text: next.step?.action ?? ""
        iconName: "arrow-right"
        enabled: next.step?.enabled === true && !next.view.finishing.running
        Layout.fillWidth: true
        onClicked: next.stepRequested(next.step.key, next.step.title, next.step.detail, next.step.action)
    }
    Label {
        visible: text !== ""
        //: Why the next step of a payout round has to wait; %1 is the step, %2 the reason
        text: (next.step?.reason ?? "") !== "" ? qsTr("%1: %2").arg(next.step.title).arg(next.step.reason) : ""
        muted: true
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
}

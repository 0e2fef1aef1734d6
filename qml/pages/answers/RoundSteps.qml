import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// The steps of a payout round: what each means, which is next, and a button for it or why it has to wait.
ColumnLayout {
    id: steps

    required property PayoutRounds view
    readonly property var list: steps.view.current.roundSteps ?? []
    readonly property var next: steps.list.find(step => step.state === "current") ?? null

    signal stepRequested(string key, string title, string detail, string action)

    spacing: Theme.gap12

    Label {
        //: Heading over the steps of a payout round
        text: qsTr("Steps")
        kind: Label.Strong
        Layout.fillWidth: true
    }
    StateSteps {
        model: steps.list
        Layout.fillWidth: true
    }
    Label {
        visible: text !== ""
        text: steps.next?.reason ?? ""
        muted: true
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    ProgressRow {
        visible: steps.view.stepping.running
        text: steps.view.stepping.step !== "" ? steps.view.stepping.step : qsTr("Taking the step")
        value: steps.view.stepping.progress
        Layout.fillWidth: true
        onCancelRequested: steps.view.stepping.cancel()
    }
    Button {
        visible: (steps.next?.action ?? "") !== "" && !steps.view.stepping.running
        text: steps.next?.action ?? ""
        iconName: "arrow-right"
        enabled: steps.next?.enabled === true && !steps.view.finishing.running
        Layout.fillWidth: true
        onClicked: steps.stepRequested(steps.next.key, steps.next.title, steps.next.detail, steps.next.action)
    }
    ErrorBanner {
        what: steps.view.stepping.errorTitle
        safe: steps.view.stepping.errorDetail
        todo: steps.view.stepping.errorAdvice
        Layout.fillWidth: true
        onDismissed: steps.view.stepping.dismissError()
    }
}

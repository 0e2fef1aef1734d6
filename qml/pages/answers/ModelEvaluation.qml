import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// How well a model's data foretells texts of its kind, measured on request.
ColumnLayout {
    id: evaluation

    required property ModelsView view
    property var entry: ({})
    readonly property bool measured: evaluation.entry.evaluation !== undefined

    spacing: Theme.gap8

    Label {
        //: Heading over the measurement of a model
        text: qsTr("How well it foretells text it has not seen")
        kind: Label.Strong
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    Label {
        visible: evaluation.measured
        text: evaluation.entry.evaluation?.figure ?? ""
        kind: Label.Figure
        //: Spoken before the figure of a model's measurement
        Accessible.name: qsTr("Perplexity %1").arg(text)
    }
    Label {
        visible: evaluation.measured
        text: qsTr("Perplexity: it is as unsure of the next word as if it had to pick one of so many. Lower is better.")
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    Label {
        visible: text !== ""
        text: evaluation.entry.evaluation?.detail ?? ""
        muted: true
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    Label {
        visible: !evaluation.measured && !evaluation.view.evaluating.running
        text: qsTr("Not measured yet. One record in twenty is left out and foretold from the others; nothing is sent.")
        muted: true
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    Button {
        visible: !evaluation.view.evaluating.running
        //: Measures a model
        text: evaluation.measured ? qsTr("Evaluate again") : qsTr("Evaluate")
        iconName: "scales"
        onClicked: evaluation.view.evaluate(evaluation.entry.name)
    }
    ProgressRow {
        visible: evaluation.view.evaluating.running
        text: evaluation.view.evaluating.step !== "" ? evaluation.view.evaluating.step : qsTr("Measuring")
        value: evaluation.view.evaluating.progress
        Layout.fillWidth: true
        onCancelRequested: evaluation.view.evaluating.cancel()
    }
    ErrorBanner {
        what: evaluation.view.evaluating.errorTitle
        safe: evaluation.view.evaluating.errorDetail
        todo: evaluation.view.evaluating.errorAdvice
        Layout.fillWidth: true
        onDismissed: evaluation.view.evaluating.dismissError()
    }
}

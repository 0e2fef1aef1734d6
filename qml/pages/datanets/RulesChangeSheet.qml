import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// What is different in the new rules and what publishing them costs, before it is signed.
Sheet {
    id: sheet

    required property RulesEditor editor
    property string unit
    property bool practice: false
    readonly property var cost: sheet.editor.cost
    readonly property Operation failed: sheet.editor.pricing.failed ? sheet.editor.pricing : sheet.editor.publishing

    title: qsTr("What changes in the rules")
    subtitle: qsTr("They hold for what is sent from now on. What was sent before is judged by the rules of its time.")
    primaryText: qsTr("Publish the rules")
    primaryEnabled: sheet.cost.amount !== undefined && sheet.editor.contradictions.length === 0
    busy: sheet.editor.publishing.running
    onAboutToShow: sheet.editor.publishing.dismissError()
    onAccepted: sheet.editor.publish()

    Connections {
        target: sheet.editor

        function onPublished() {
            sheet.close();
        }
    }

    Label {
        visible: sheet.editor.changes.length === 0
        text: qsTr("Nothing changes.")
        muted: true
        Layout.fillWidth: true
    }
    RulesChanges {
        changes: sheet.editor.changes
        Layout.fillWidth: true
    }
    Notice {
        visible: sheet.editor.contradictions.length > 0
        tone: Tone.Danger
        title: qsTr("The rules contradict themselves")
        text: Array.from(sheet.editor.contradictions).join("\n")
        Layout.fillWidth: true
    }
    CoinRow {
        //: What a transaction costs at most
        label: qsTr("Network fee, at most")
        coin: sheet.editor.cost
        unit: sheet.unit
        practice: sheet.practice
        reason: sheet.editor.pricing.running ? qsTr("asking") : qsTr("not known")
        Layout.fillWidth: true
    }
    ErrorBanner {
        what: sheet.failed.errorTitle
        safe: sheet.failed.errorDetail
        todo: sheet.failed.errorAdvice
        Layout.fillWidth: true
        onDismissed: sheet.failed.dismissError()
    }
    ProgressRow {
        visible: sheet.busy
        text: sheet.editor.publishing.step !== "" ? sheet.editor.publishing.step : qsTr("Publishing the rules")
        value: sheet.editor.publishing.progress
        cancellable: false
        Layout.fillWidth: true
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// A claim under way, and what went wrong with the last one.
ColumnLayout {
    id: progress

    required property EarningsView earnings

    visible: progress.earnings.claiming.running || progress.earnings.claiming.failed
    spacing: Theme.gap8

    ProgressRow {
        visible: progress.earnings.claiming.running
        text: progress.earnings.claiming.step !== "" ? progress.earnings.claiming.step : qsTr("Preparing the claim")
        value: progress.earnings.claiming.progress
        cancellable: progress.earnings.claimStoppable
        Layout.fillWidth: true
        onCancelRequested: progress.earnings.claiming.cancel()
    }
    ErrorBanner {
        what: progress.earnings.claiming.errorTitle
        safe: progress.earnings.claiming.errorDetail
        todo: progress.earnings.claiming.errorAdvice
        dismissible: true
        Layout.fillWidth: true
        onDismissed: progress.earnings.claiming.dismissError()
    }
}

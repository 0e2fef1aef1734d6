import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// Records of a submission that others had published before, and the button that proves it.
ColumnLayout {
    id: copies

    required property ReviewDuplicates duplicates
    readonly property var shown: copies.duplicates.shown
    readonly property bool any: (copies.shown.found ?? 0) > 0 || (copies.shown.taken ?? "") !== ""
    readonly property Operation proving: copies.duplicates.proving
    readonly property Operation searching: copies.duplicates.searching
    readonly property Operation failed: copies.proving.failed ? copies.proving : copies.searching

    visible: copies.any || copies.searching.running || copies.failed.failed
    spacing: Theme.gap8

    ProgressRow {
        visible: copies.searching.running && !copies.any
        text: copies.searching.step !== "" ? copies.searching.step : qsTr("Looking for records that others published before")
        value: copies.searching.progress
        Layout.fillWidth: true
        onCancelRequested: copies.searching.cancel()
    }
    ErrorBanner {
        what: copies.failed.errorTitle
        safe: copies.failed.errorDetail
        todo: copies.failed.errorAdvice
        Layout.fillWidth: true
        onDismissed: copies.failed.dismissError()
    }
    Notice {
        objectName: "copiesFound"
        visible: copies.any
        tone: Tone.Caution
        title: (copies.shown.lines ?? []).slice(0, 3).join("\n")
        text: [(copies.shown.lines ?? []).length > 3 ? qsTr("and in %n more", "", copies.shown.lines.length - 3) : "", copies.shown.taken ?? "", copies.shown.costs ?? "", copies.shown.few === true ? qsTr("The deposit can be taken only when at least %1 of %2 are shown.").arg(copies.shown.needed).arg(copies.shown.count) : "", copies.shown.problem ?? ""].filter(line => line !== "").join("\n")
        Layout.fillWidth: true
    }
    ProgressRow {
        visible: copies.proving.running
        text: copies.proving.step !== "" ? copies.proving.step : qsTr("Proving it")
        value: copies.proving.progress
        Layout.fillWidth: true
        onCancelRequested: copies.proving.cancel()
    }
    Button {
        objectName: "proveCopies"
        visible: copies.shown.possible === true
        enabled: !copies.proving.running
        iconName: "scales"
        //: Proves on the network that the records of a submission are copies; takes its deposit
        text: qsTr("Prove it and take the deposit")
        onClicked: copies.duplicates.prove()
    }
}

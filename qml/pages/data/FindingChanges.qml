import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// What the checks find now and did not find in a saved version, and what is mended since.
ColumnLayout {
    id: changes

    required property FindingsSince since

    signal chosen(real position, string field)

    spacing: Theme.gap8

    ComboBox {
        id: version

        objectName: "findingsSince"
        //: Before the saved version whose findings are compared with those of now
        prefix: qsTr("Compared with")
        //: No saved version is compared with
        model: [qsTr("nothing"), ...changes.since.versions]
        currentIndex: changes.since.chosen + 1
        size: Button.Small
        Layout.fillWidth: true
        onActivated: index => changes.since.choose(index - 1)
    }
    ProgressRow {
        visible: changes.since.comparing.running
        //: While a saved version is checked, to be compared with
        text: qsTr("Checking the saved version")
        value: changes.since.comparing.progress
        cancellable: true
        Layout.fillWidth: true
        onCancelRequested: changes.since.comparing.cancel()
    }
    ErrorBanner {
        what: changes.since.comparing.errorTitle
        safe: changes.since.comparing.errorDetail
        todo: changes.since.comparing.errorAdvice
        dismissible: true
        Layout.fillWidth: true
        onDismissed: changes.since.comparing.dismissError()
    }
    Label {
        visible: text !== "" && !changes.since.comparing.running
        text: changes.since.text
        kind: Label.Strong
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    Button {
        visible: changes.since.chosen >= 0 && changes.since.text === "" && !changes.since.comparing.running
        //: Button: compares the findings with those of the saved version
        text: qsTr("Compare")
        size: Button.Small
        onClicked: changes.since.choose(changes.since.chosen)
    }
    FindingList {
        //: Findings that a saved version did not have
        title: qsTr("New")
        findings: changes.since.text !== "" ? changes.since.added : []
        moreText: changes.since.moreAdded
        Layout.fillWidth: true
        onChosen: (position, field) => changes.chosen(position, field)
    }
    FindingList {
        //: Findings of a saved version that are there no more
        title: qsTr("Mended")
        findings: changes.since.text !== "" ? changes.since.mended : []
        moreText: changes.since.moreMended
        Layout.fillWidth: true
        onChosen: (position, field) => changes.chosen(position, field)
    }
}

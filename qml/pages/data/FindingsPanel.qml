import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

ColumnLayout {
    id: panel

    required property RecordChecks checks
    required property FindingsSince since
    // The datanets whose rules can be checked against: { id, name }.
    property var datanets: []
    property bool empty: false

    signal editRequested(real position, string field)
    signal matchRequested

    spacing: 0

    ColumnLayout {
        visible: !panel.empty
        spacing: Theme.gap8
        Layout.fillWidth: true
        Layout.margins: Theme.gap16

        RowLayout {
            visible: panel.checks.passText !== ""
            spacing: Theme.gap8
            Layout.fillWidth: true

            Label {
                text: panel.checks.passText
                kind: Label.Strong
                Layout.fillWidth: true
            }
            Label {
                text: panel.checks.timeText
                muted: true
            }
        }
        Meter {
            visible: panel.checks.passText !== ""
            value: panel.checks.passShare
            fill: Theme.positive
            name: panel.checks.passText
            Layout.fillWidth: true
        }
        ComboBox {
            id: basis

            visible: panel.datanets.length > 0
            //: Before the name of the datanet whose rules the checks use
            prefix: qsTr("Rules")
            //: Checks against nobody's rules but the data set's own form
            model: [qsTr("My own form"), ...Array.from(panel.datanets, datanet => datanet.name)]
            currentIndex: panel.datanets.findIndex(datanet => datanet.id === panel.checks.datanet) + 1
            size: Button.Small
            Layout.fillWidth: true
            onActivated: index => {
                const chosen = index === 0 ? {id: 0, name: ""} : panel.datanets[index - 1];
                panel.checks.checkAgainst(chosen.id, chosen.name);
            }
        }
        Label {
            text: panel.checks.against !== ""
                  //: Under the result of the checks; %1 is a datanet
                  ? qsTr("The same checks that reviewers of %1 run.").arg(panel.checks.against)
                  //: Under the result of the checks while no datanet is chosen
                  : qsTr("The checks that reviewers run, without the rules of a datanet.")
            muted: true
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        Label {
            visible: text !== ""
            text: panel.checks.current ? panel.checks.forecastText : ""
            kind: Label.Strong
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        Label {
            visible: text !== ""
            text: panel.checks.current ? panel.checks.costText : ""
            muted: true
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        Label {
            visible: text !== ""
            text: panel.checks.licenceText
            color: panel.checks.licenceTaken ? Theme.muted : Theme.danger
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        RulesNews {
            facts: panel.checks.rulesNews
            Layout.fillWidth: true
        }
        Notice {
            visible: panel.checks.mismatchText !== ""
            tone: Tone.Caution
            title: panel.checks.mismatchText
            text: panel.checks.mismatchDetail
            Layout.fillWidth: true

            Button {
                //: Opens the sheet in which one's columns are matched to those of a datanet
                text: qsTr("Match columns")
                size: Button.Small
                onClicked: panel.matchRequested()
            }
        }
        ProgressRow {
            visible: panel.checks.running.running
            //: While the checks run
            text: qsTr("Checking")
            value: panel.checks.running.progress
            cancellable: true
            Layout.fillWidth: true
            onCancelRequested: panel.checks.running.cancel()
        }
        Notice {
            visible: panel.checks.staleText !== "" && !panel.checks.running.running
            tone: Tone.Caution
            text: panel.checks.staleText
            Layout.fillWidth: true

            Button {
                //: Runs the checks on the records as they are now
                text: qsTr("Check now")
                size: Button.Small
                onClicked: panel.checks.run()
            }
        }
        ErrorBanner {
            what: panel.checks.running.errorTitle
            safe: panel.checks.running.errorDetail
            todo: panel.checks.running.errorAdvice
            dismissible: true
            Layout.fillWidth: true
            onDismissed: panel.checks.running.dismissError()
        }
    }
    ErrorBanner {
        what: keeping.opened ? "" : panel.checks.reasons.writing.errorTitle
        safe: panel.checks.reasons.writing.errorDetail
        todo: panel.checks.reasons.writing.errorAdvice
        dismissible: true
        Layout.fillWidth: true
        onDismissed: panel.checks.reasons.writing.dismissError()
    }
    FindingChanges {
        visible: !panel.empty && panel.since.versions.length > 0
        since: panel.since
        Layout.fillWidth: true
        Layout.leftMargin: Theme.gap16
        Layout.rightMargin: Theme.gap16
        Layout.bottomMargin: Theme.gap16
        onChosen: (position, field) => panel.checks.goTo(position, field)
    }
    Divider {
        visible: !panel.empty
        Layout.fillWidth: true
    }
    Repeater {
        model: panel.checks.groups

        FindingGroup {
            checks: panel.checks // qmllint disable unqualified
            busy: panel.checks.running.running // qmllint disable unqualified
            Layout.fillWidth: true
            onEditRequested: (position, field) => panel.editRequested(position, field) // qmllint disable unqualified
            onKeepRequested: (name, position, all) => keeping.ask(rule, title, name, position, all) // qmllint disable unqualified
        }
    }
    EmptyState {
        visible: panel.empty || panel.checks.current && panel.checks.groups.count === 0 && panel.checks.mismatchText === ""
        iconName: panel.empty ? "file" : "check"
        //: In the list of findings
        title: panel.empty ? qsTr("Nothing to check yet") : qsTr("Nothing found")
        text: panel.empty ? qsTr("The checks run as soon as there are records.") : qsTr("Every record passes the checks.")
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap32
        Layout.leftMargin: Theme.gap16
        Layout.rightMargin: Theme.gap16
    }

    KeepFindingSheet {
        id: keeping

        reasons: panel.checks.reasons
    }
}

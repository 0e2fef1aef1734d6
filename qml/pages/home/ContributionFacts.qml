import QtQuick
import QtQuick.Layouts
import Datanet.Controls
import Datanet.Ui

// Where a contribution stands and who reviewed it: ContributionDetails::shown.
ColumnLayout {
    id: facts

    required property var shown
    readonly property var appeal: facts.shown.appeal ?? ({})

    spacing: Theme.gap8

    FactRow {
        label: qsTr("Now")
        value: facts.shown.word
        strong: true
        Layout.fillWidth: true

        TrustBadge {
            explained: false
            level: facts.shown.level
        }
    }
    FactRow {
        visible: value !== ""
        label: qsTr("Next")
        value: facts.shown.until
        Layout.fillWidth: true
    }
    FactRow {
        visible: value !== ""
        label: qsTr("Records accepted")
        value: facts.shown.acceptedText
        Layout.fillWidth: true
    }
    FactRow {
        visible: value !== ""
        //: In which version of a datanet accepted records are
        label: qsTr("Published in")
        value: facts.shown.published ?? ""
        Layout.fillWidth: true
    }
    FactRow {
        //: Coins that were held while a contribution is reviewed
        label: qsTr("Deposit")
        value: facts.shown.deposit
        Layout.fillWidth: true
    }
    FactRow {
        visible: value !== ""
        //: Who asked an outside panel to judge a contribution anew
        label: qsTr("Appealed by")
        value: facts.appeal.who ?? ""
        Layout.fillWidth: true
    }
    FactRow {
        visible: value !== ""
        //: Why somebody appealed
        label: qsTr("Because")
        value: [facts.appeal.about ?? "", facts.appeal.reason ?? ""].filter(part => part !== "").join(" – ")
        Layout.fillWidth: true
    }
    FactRow {
        visible: value !== ""
        //: What became of an appeal
        label: qsTr("Appeal")
        value: facts.appeal.result ?? ""
        Layout.fillWidth: true
    }
    Label {
        visible: facts.shown.panel.length > 0
        //: Headings: who votes on a contribution
        text: facts.appeal.who !== undefined ? qsTr("Outside panel") : qsTr("Reviewers")
        kind: Label.Strong
        Layout.topMargin: Theme.gap8
    }
    Repeater {
        model: facts.shown.panel

        SeatRow {
            required property var modelData

            seat: modelData
            Layout.fillWidth: true
        }
    }
}

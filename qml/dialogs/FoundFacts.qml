import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// Last step of founding a datanet: what becomes public, what it costs, what comes next.
ColumnLayout {
    id: facts

    required property DatanetFounding founding
    property string accountName
    property string unit
    property bool practice: false
    readonly property var draft: facts.founding.draft

    spacing: Theme.gap8

    FactRow {
        label: qsTr("Name")
        value: facts.draft.name ?? ""
        strong: true
        Layout.fillWidth: true
    }
    FactRow {
        //: Whose account a datanet belongs to
        label: qsTr("Owner")
        value: facts.accountName
        Layout.fillWidth: true
    }
    FactRow {
        label: qsTr("Form of a record")
        value: facts.founding.forms[facts.draft.form]?.fields ?? ""
        Layout.fillWidth: true
    }
    FactRow {
        label: qsTr("Licence")
        value: facts.draft.licence ?? ""
        Layout.fillWidth: true
    }
    FactRow {
        //: Where the versions of a datanet are kept
        label: qsTr("Versions")
        value: facts.draft.remote ?? ""
        Layout.fillWidth: true
    }
    FactRow {
        //: Where records for a datanet are sent to
        label: qsTr("Records go to")
        value: facts.draft.inbox ?? ""
        Layout.fillWidth: true
    }
    Notice {
        iconName: facts.draft.private ? "lock" : "globe"
        //: What everybody can read from now on
        title: qsTr("What becomes public")
        text: facts.draft.private ? qsTr("Its name, its rules, these addresses, your account and those of its members, for good. The accepted records are read by members alone.") : qsTr("Its name, its rules, these addresses, your account, and every record that is accepted, for good.")
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap8
    }
    Notice {
        iconName: "users"
        //: What a new datanet needs
        title: qsTr("What comes next")
        text: qsTr("Nothing is reviewed before it has reviewers: they put coins aside for it, under Wallet. Changing its rules is a button on its page.")
        Layout.fillWidth: true
    }
    CoinRow {
        label: qsTr("Network fee, at most")
        //: What founding a datanet costs
        detail: qsTr("There is no other cost.")
        coin: facts.founding.cost
        unit: facts.unit
        practice: facts.practice
        reason: facts.founding.pricing.running ? qsTr("asking") : qsTr("not known")
        strong: true
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap8
    }
}

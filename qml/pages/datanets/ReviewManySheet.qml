import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// One decision about many records: those with a certain finding, those that fit an expression, or both.
Sheet {
    id: sheet

    required property ReviewDesk desk
    readonly property var submission: sheet.desk.submission
    readonly property var found: sheet.submission.found ?? []
    readonly property var reasons: sheet.desk.reasons
    //: Entry of a list: records are not chosen by what was found in them
    readonly property var whatever: [qsTr("Any or none")]
    readonly property string rule: finding.currentIndex > 0 ? sheet.found[finding.currentIndex - 1].rule : ""
    readonly property bool some: sheet.desk.chosen > 0

    function ask(): void {
        finding.currentIndex = 0;
        where.clear();
        words.clear();
        sheet.look();
        sheet.open();
    }

    function look(): void {
        sheet.desk.chooseMany(where.text, sheet.rule);
    }

    function decide(accept: bool): void {
        sheet.desk.decideMany(accept, accept ? "" : sheet.reasons[reason.currentIndex].code, words.text);
        sheet.close();
    }

    title: qsTr("Decide about many")
    //: Under the heading of a dialog
    subtitle: qsTr("Each of these records is decided alike. You can take it back with Ctrl+Z until you seal your vote.")
    //: Button: records do not become part of the datanet
    primaryText: sheet.some ? qsTr("Leave out %n records", "", sheet.desk.chosen) : qsTr("Leave out")
    primaryEnabled: sheet.some && sheet.desk.canDecide
    onAccepted: sheet.decide(false)
    footerStart: [
        Button {
            objectName: "acceptMany"
            //: Button: the chosen records become part of the datanet
            text: qsTr("Accept them")
            iconName: "check"
            enabled: sheet.some && sheet.desk.canDecide
            onClicked: sheet.decide(true)
        }
    ]

    Field {
        //: Chooses records by what the checks found in them
        label: qsTr("Records with the finding")
        Layout.fillWidth: true

        ComboBox {
            id: finding

            objectName: "manyFinding"
            name: qsTr("Finding")
            //: Entry of a list: a finding and how many there are
            model: sheet.whatever.concat(sheet.found.map(each => qsTr("%1 (%2)").arg(each.text).arg(each.count)))
            Layout.fillWidth: true
            onActivated: {
                // The reason that the checks would give, where there is one.
                const at = sheet.reasons.findIndex(each => each.code === sheet.rule);
                if (at >= 0)
                    reason.currentIndex = at;
                sheet.look();
            }
        }
    }
    Field {
        //: Chooses records by an expression
        label: qsTr("That fit")
        Layout.fillWidth: true

        TextField {
            id: where

            objectName: "manyWhere"
            name: qsTr("Expression")
            placeholderText: qsTr("All of them, or an expression like length(text) < 20")
            error: sheet.desk.choiceProblem
            Layout.fillWidth: true
            onTextChanged: typing.restart()

            Timer {
                id: typing

                interval: 250
                onTriggered: sheet.look()
            }
        }
    }
    Label {
        text: {
            if (sheet.desk.choosing.running)
                return qsTr("Looking for them");
            if (sheet.desk.choiceProblem !== "")
                return sheet.desk.choiceProblem;
            if (sheet.desk.chosen < 0)
                return qsTr("Choose a finding or write an expression.");
            return sheet.desk.chosen === 0 ? qsTr("No record fits.") : qsTr("%n records fit.", "", sheet.desk.chosen);
        }
        color: sheet.desk.choiceProblem !== "" ? Theme.danger : Theme.ink
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    Field {
        //: Why records are left out
        label: qsTr("Reason")
        Layout.fillWidth: true

        ComboBox {
            id: reason

            name: qsTr("Reason")
            model: sheet.reasons.map(each => each.text)
            Layout.fillWidth: true
        }
    }
    Field {
        //: A reviewer's own words beside a reason
        label: qsTr("In your own words")
        Layout.fillWidth: true

        TextField {
            id: words

            name: qsTr("In your own words")
            maximumLength: 2000
            Layout.fillWidth: true
        }
    }
}

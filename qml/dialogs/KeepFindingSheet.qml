import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// Asks why a finding, or all of one kind, stay as they are.
Sheet {
    id: sheet

    required property FindingReasons reasons
    property string rule
    property string kind
    property bool all: false
    property real position: -1

    function ask(rule: string, kind: string, name: string, position: real, all: bool): void {
        sheet.rule = rule;
        sheet.kind = name === "" ? kind : name + ": " + kind;
        sheet.position = position;
        sheet.all = all;
        sheet.reasons.writing.dismissError();
        words.text = "";
        sheet.open();
    }
    function keep(): void {
        if (!sheet.primaryEnabled || sheet.busy)
            return;
        if (sheet.all)
            sheet.reasons.giveAll(sheet.rule, words.text);
        else
            sheet.reasons.give(sheet.rule, sheet.position, words.text);
    }

    //: Sheet that asks why findings stay as they are
    title: sheet.all ? qsTr("Leave them as they are") : qsTr("Leave it as it is")
    subtitle: Markup.plain(sheet.kind)
    //: Button: the finding stays, with the reason
    primaryText: qsTr("Leave as is")
    primaryIcon: "check"
    primaryEnabled: words.text.trim() !== ""
    busy: sheet.reasons.writing.running
    onOpened: words.forceActiveFocus(Qt.TabFocusReason)
    onAccepted: sheet.keep()

    Connections {
        target: sheet.reasons

        function onWritten() {
            sheet.close();
        }
    }

    Field {
        //: Why a finding stays as it is
        label: qsTr("Why")
        Layout.fillWidth: true
        Layout.fillHeight: false

        TextField {
            id: words

            objectName: "keepReason"
            name: qsTr("Why")
            //: An example of a reason
            placeholderText: qsTr("It is the number of a public help line")
            maximumLength: sheet.reasons.longest
            Layout.fillWidth: true
            onAccepted: sheet.keep()
        }
    }
    Notice {
        tone: Tone.Neutral
        text: qsTr("Your reason goes with the records when you send them, and reviewers read it beside the finding. They decide. You can take it back until you send.")
        Layout.fillWidth: true
    }
    ErrorBanner {
        what: sheet.reasons.writing.errorTitle
        safe: sheet.reasons.writing.errorDetail
        todo: sheet.reasons.writing.errorAdvice
        Layout.fillWidth: true
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// For who was named as an account's recovery: looks at the account, asks for its rewards, and fetches them when the
// time in which its owner can object is over.
Sheet {
    id: sheet

    required property RewardDestination destination
    property string ownAddress
    readonly property var other: sheet.destination.other
    readonly property bool known: sheet.other.address !== undefined
    readonly property var asked: sheet.other.asked ?? {}
    readonly property bool isAsked: sheet.asked.to !== undefined

    //: Dialog for who was named as the recovery address of an account whose key is lost
    title: qsTr("A lost account's rewards")
    subtitle: qsTr("If it named this account in advance, you can have its rewards paid elsewhere.")
    //: Buttons of the dialog, one step after the other
    primaryText: !sheet.known ? qsTr("Look") : sheet.isAsked ? qsTr("Put into force") : qsTr("Ask for its rewards")
    primaryEnabled: !sheet.known ? account.text.trim() !== "" : sheet.isAsked ? sheet.asked.ready === true : sheet.other.isRecovery === true && payee.text.trim() !== ""
    busy: sheet.destination.changing.running || sheet.destination.looking.running && !sheet.known
    onAboutToShow: {
        sheet.destination.changing.dismissError();
        sheet.destination.forgetOther();
        account.clear();
        payee.text = sheet.ownAddress;
    }
    onOpened: account.forceActiveFocus(Qt.TabFocusReason)
    onClosed: sheet.destination.forgetOther()
    onAccepted: {
        if (!sheet.known)
            sheet.destination.lookAt(account.text);
        else if (sheet.isAsked)
            sheet.destination.apply();
        else
            sheet.destination.ask(payee.text);
    }

    Connections {
        target: sheet.destination

        // Still what it was before: this ends with what was put into force, not with what was asked.
        function onDone() {
            if (sheet.asked.ready ?? false)
                sheet.close();
        }
    }
    Field {
        label: qsTr("The lost account's address")
        error: sheet.destination.looking.errorDetail !== "" ? sheet.destination.looking.errorDetail : sheet.destination.looking.errorTitle
        Layout.fillWidth: true

        TextField {
            id: account

            objectName: "lostAccount"
            name: qsTr("Address of the lost account")
            placeholderText: "0x"
            enabled: !sheet.busy
            Layout.fillWidth: true
            onTextEdited: sheet.destination.forgetOther()
        }
    }
    Notice {
        visible: sheet.known && sheet.other.isRecovery !== true && !sheet.isAsked
        tone: Tone.Caution
        title: qsTr("It did not name this account")
        text: qsTr("Only the address that an account named in advance can ask for its rewards.")
        Layout.fillWidth: true
    }
    Field {
        visible: sheet.known && sheet.other.isRecovery === true && !sheet.isAsked
        label: qsTr("Pay its rewards to")
        hint: qsTr("Its owner sees that you asked and has time to stop it. After that you can put it into force.")
        Layout.fillWidth: true

        TextField {
            id: payee

            objectName: "lostPayee"
            name: qsTr("Address that its rewards shall go to")
            placeholderText: "0x"
            enabled: !sheet.busy
            Layout.fillWidth: true
        }
    }
    Notice {
        visible: sheet.isAsked
        tone: Tone.Neutral
        iconName: sheet.asked.ready ? "check" : "clock"
        //: %1 is an account or address
        title: qsTr("Its rewards were asked for, for %1").arg(sheet.asked.to ?? "")
        //: %1 is a date with time
        text: sheet.asked.ready ? qsTr("The time to object is over.") : qsTr("Its owner can stop it until %1.").arg(sheet.asked.from ?? "")
        Layout.fillWidth: true
    }
    ErrorBanner {
        what: sheet.destination.changing.errorTitle
        safe: sheet.destination.changing.errorDetail
        todo: sheet.destination.changing.errorAdvice
        Layout.fillWidth: true
        onDismissed: sheet.destination.changing.dismissError()
    }
    ProgressRow {
        visible: sheet.destination.changing.running
        text: sheet.destination.changing.step
        value: sheet.destination.changing.progress
        cancellable: false
        Layout.fillWidth: true
    }
}

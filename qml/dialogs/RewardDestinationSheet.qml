import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// Where rewards are to be paid, and who may ask for them if the key is lost.
Sheet {
    id: sheet

    required property RewardDestination destination
    readonly property var own: sheet.destination.own

    //: Dialog that changes to which address rewards are paid
    title: qsTr("Where rewards go")
    subtitle: qsTr("What you earned stays yours. Only the payments go elsewhere.")
    primaryText: qsTr("Save")
    primaryEnabled: sheet.destination.canChange
    busy: sheet.destination.changing.running
    onAboutToShow: {
        sheet.destination.changing.dismissError();
        payee.text = sheet.own.payee?.address ?? "";
        recovery.text = sheet.own.recovery?.address ?? "";
    }
    onOpened: payee.forceActiveFocus(Qt.TabFocusReason)
    onAccepted: sheet.destination.save(payee.text, recovery.text)

    Connections {
        target: sheet.destination

        function onDone() {
            sheet.close();
        }
    }
    Field {
        label: qsTr("Pay rewards to")
        hint: qsTr("Empty: to this account itself. Whoever has the key of that address has the coins.")
        Layout.fillWidth: true

        TextField {
            id: payee

            objectName: "payeeAddress"
            name: qsTr("Address that rewards are paid to")
            placeholderText: "0x"
            enabled: !sheet.busy
            Layout.fillWidth: true
            onTextEdited: sheet.destination.changing.dismissError()
        }
    }
    Field {
        label: qsTr("If the key is lost, may be asked for by")
        hint: qsTr("Empty: nobody. Name an address whose key is kept elsewhere. It can ask for your rewards; you see it here and have time to stop it.")
        Layout.fillWidth: true

        TextField {
            id: recovery

            objectName: "recoveryAddress"
            name: qsTr("Address that may ask for the rewards")
            placeholderText: "0x"
            enabled: !sheet.busy
            Layout.fillWidth: true
            onTextEdited: sheet.destination.changing.dismissError()
        }
    }
    ErrorBanner {
        what: sheet.destination.changing.errorTitle
        safe: sheet.destination.changing.errorDetail
        todo: sheet.destination.changing.errorAdvice
        Layout.fillWidth: true
        onDismissed: sheet.destination.changing.dismissError()
    }
    ProgressRow {
        visible: sheet.busy
        text: sheet.destination.changing.step
        value: sheet.destination.changing.progress
        cancellable: false
        Layout.fillWidth: true
    }
}

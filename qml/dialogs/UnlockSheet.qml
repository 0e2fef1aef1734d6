import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// Asks for the passphrase of the account in use whenever something is to be signed with it.
Sheet {
    id: sheet

    required property AccountUnlocking unlocking

    //: Dialog that asks for a passphrase; %1 the account's name
    title: qsTr("Unlock %1").arg(sheet.unlocking.accountName)
    //: Under the title: what the passphrase is asked for
    subtitle: qsTr("For: <b>%1</b>").arg(Markup.plain(sheet.unlocking.purpose))
    //: Opens an account with its passphrase
    primaryText: qsTr("Unlock")
    primaryIcon: "key"
    primaryEnabled: passphrase.secret.length > 0
    busy: sheet.unlocking.unlocking.running
    onAboutToShow: passphrase.secret.clear()
    onOpened: passphrase.secret.forceActiveFocus(Qt.TabFocusReason)
    onAccepted: sheet.unlocking.unlock(passphrase.secret)
    onRejected: sheet.unlocking.refuse()
    onClosed: passphrase.secret.clear()

    Connections {
        target: sheet.unlocking

        function onChanged() {
            if (sheet.unlocking.asking)
                sheet.open();
            else
                sheet.close();
        }
    }
    Connections {
        target: sheet.unlocking.unlocking

        function onFinished(successful: bool) {
            if (!successful)
                passphrase.secret.forceActiveFocus(Qt.TabFocusReason);
        }
    }
    PassphraseField {
        id: passphrase

        objectName: "passphrase"
        label: qsTr("Passphrase")
        error: sheet.unlocking.unlocking.errorDetail
        enabled: !sheet.busy
        Layout.fillWidth: true
        onAccepted: if (sheet.primaryEnabled && !sheet.busy)
            sheet.accepted()
    }
    Label {
        //: How long an account stays open
        text: qsTr("The account stays open for %n minutes, then its key is wiped from memory. You can lock it earlier under Wallet.", "", sheet.unlocking.minutes)
        muted: true
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

Sheet {
    id: sheet

    required property Wallet wallet

    //: Dialog that makes an account for the practice network
    title: qsTr("New practice account")
    subtitle: qsTr("It opens without a passphrase. While the practice network runs, it gets its practice coins at once.")
    primaryText: qsTr("Make account")
    primaryEnabled: newName.text.trim() !== ""
    onAboutToShow: newName.clear()
    onOpened: newName.forceActiveFocus(Qt.TabFocusReason)
    onAccepted: sheet.make()

    function make() {
        if (!sheet.primaryEnabled)
            return;
        sheet.wallet.makePractice(newName.text.trim());
        sheet.close();
    }

    Field {
        label: qsTr("What you call it")
        Layout.fillWidth: true

        TextField {
            id: newName

            name: qsTr("Name of the account")
            Layout.fillWidth: true
            onAccepted: sheet.make()
        }
    }
}

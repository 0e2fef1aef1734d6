import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

Sheet {
    id: sheet

    required property Wallet wallet

    //: Dialog that follows an account without its key
    title: qsTr("Watch an address")
    subtitle: qsTr("You see everything about it and can sign nothing.")
    primaryText: qsTr("Watch")
    primaryEnabled: watchName.text.trim() !== "" && watchAddress.text.trim() !== ""
    onAboutToShow: {
        sheet.wallet.making.dismissError();
        watchName.clear();
        watchAddress.clear();
    }
    onOpened: watchName.forceActiveFocus(Qt.TabFocusReason)
    onAccepted: sheet.wallet.watch(watchName.text.trim(), watchAddress.text)

    Connections {
        target: sheet.wallet.making

        function onFinished(successful: bool) {
            if (successful)
                sheet.close();
        }
    }
    Field {
        label: qsTr("What you call it")
        Layout.fillWidth: true

        TextField {
            id: watchName

            name: qsTr("Name of the account")
            Layout.fillWidth: true
        }
    }
    Field {
        label: qsTr("Its whole address")
        error: sheet.wallet.making.errorDetail
        Layout.fillWidth: true

        TextField {
            id: watchAddress

            name: qsTr("Address")
            placeholderText: "0x"
            Layout.fillWidth: true
        }
    }
}

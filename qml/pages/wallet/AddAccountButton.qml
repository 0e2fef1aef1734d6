import QtQuick
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// The ways to add an account.
MenuButton {
    id: button

    required property Studio studio

    // The usual way on this network.
    function make() {
        if (button.studio.practice)
            practiceMaking.open();
        else
            accountMaking.open();
    }

    //: Button with the ways to add an account
    text: qsTr("Add an account")

    MenuItem {
        objectName: "newAccount"
        iconName: "key"
        //: Makes an account with a passphrase and recovery words
        text: qsTr("New account")
        onTriggered: accountMaking.open()
    }
    MenuItem {
        enabled: button.studio.practice
        iconName: "plus"
        text: qsTr("New practice account")
        onTriggered: practiceMaking.open()
    }
    MenuItem {
        iconName: "eye"
        //: Follows an account whose key is elsewhere
        text: qsTr("Watch an address")
        onTriggered: watching.open()
    }

    readonly property NewAccountSheet accountSheet: NewAccountSheet {
        id: accountMaking

        making: button.studio.accountMaking
    }
    readonly property NewPracticeAccountSheet practiceSheet: NewPracticeAccountSheet {
        id: practiceMaking

        wallet: button.studio.wallet
    }
    readonly property WatchSheet watchSheet: WatchSheet {
        id: watching

        wallet: button.studio.wallet
    }
}

import QtQuick
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// The accounts, one of which is looked at.
Rectangle {
    id: accounts

    required property Wallet wallet
    property string coin
    property bool practice: false

    color: Theme.surface

    ListView {
        anchors.fill: parent
        model: accounts.wallet.accounts
        clip: true
        keyNavigationEnabled: true
        Accessible.name: qsTr("Accounts")

        delegate: AccountRow {
            required property int index
            required property var modelData

            // qmllint disable unqualified
            width: ListView.view.width
            account: modelData
            coin: accounts.coin
            practice: accounts.practice
            on: index === accounts.wallet.current
            onClicked: accounts.wallet.current = index
            // qmllint enable unqualified
        }
    }
    Divider {
        vertical: true
        height: parent.height
        anchors.right: parent.right
    }
}

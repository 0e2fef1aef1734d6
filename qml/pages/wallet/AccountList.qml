import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// The accounts, one of which is looked at, and what there is to know of it besides.
Rectangle {
    id: accounts

    required property Wallet wallet
    property string coin
    property bool practice: false

    signal historyRequested

    color: Theme.surface

    ListView {
        anchors.fill: parent
        anchors.bottomMargin: foot.height
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
    ColumnLayout {
        id: foot

        width: parent.width
        anchors.bottom: parent.bottom
        spacing: 0

        Divider {
            Layout.fillWidth: true
        }
        Button {
            objectName: "history"
            //: Opens what happened to the account that is looked at
            text: qsTr("History")
            iconName: "history"
            variant: Button.Quiet
            enabled: accounts.wallet.accounts.length > 0
            Layout.margins: Theme.gap4
            onClicked: accounts.historyRequested()
        }
    }
    Divider {
        vertical: true
        height: parent.height
        anchors.right: parent.right
    }
}

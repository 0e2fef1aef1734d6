import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

ColumnLayout {
    id: page

    required property Studio studio
    readonly property Wallet wallet: page.studio.wallet
    readonly property var account: page.wallet.accounts[page.wallet.current] ?? null

    spacing: 0

    Header {
        //: Title of the page with accounts and balances
        title: qsTr("Wallet")
        Layout.fillWidth: true

        Button {
            //: Follows an account whose key is elsewhere
            text: qsTr("Watch an address")
            iconName: "eye"
            onClicked: watching.open()
        }
        Button {
            visible: page.studio.practice
            text: qsTr("New practice account")
            iconName: "plus"
            onClicked: making.open()
        }
    }
    ErrorBanner {
        what: page.wallet.reading.errorTitle
        safe: page.wallet.reading.errorDetail
        todo: page.wallet.reading.errorAdvice
        Layout.fillWidth: true
        Layout.margins: visible ? Theme.gap24 : 0
    }
    LoadingState {
        visible: page.wallet.accounts.length === 0 && page.wallet.reading.running
        text: qsTr("Reading your accounts")
        Layout.alignment: Qt.AlignCenter
        Layout.fillHeight: true
    }
    EmptyState {
        visible: page.wallet.accounts.length === 0 && !page.wallet.reading.running
        iconName: "wallet"
        title: qsTr("No account yet")
        text: qsTr("An account signs what you send and receives what it earns.")
        actionText: page.studio.practice ? qsTr("Make a practice account") : ""
        Layout.alignment: Qt.AlignCenter
        Layout.fillHeight: true
        onAction: making.open()
    }
    RowLayout {
        visible: page.wallet.accounts.length > 0
        spacing: 0
        Layout.fillWidth: true
        Layout.fillHeight: true

        Rectangle {
            color: Theme.surface
            implicitWidth: Theme.px(232)
            Layout.fillHeight: true

            ListView {
                id: list

                anchors.fill: parent
                model: page.wallet.accounts
                clip: true
                keyNavigationEnabled: true
                Accessible.name: qsTr("Accounts")

                delegate: AccountRow {
                    required property int index
                    required property var modelData

                    width: ListView.view.width
                    account: modelData
                    coin: page.studio.coin // qmllint disable unqualified
                    on: index === page.wallet.current // qmllint disable unqualified
                    onClicked: page.wallet.current = index // qmllint disable unqualified
                }
            }
            Divider {
                vertical: true
                height: parent.height
                anchors.right: parent.right
            }
        }
        ScrollArea {
            id: area

            Layout.fillWidth: true
            Layout.fillHeight: true

            Item {
                width: area.width
                implicitHeight: facts.implicitHeight + 2 * Theme.gap24

                AccountCard {
                    id: facts

                    visible: page.account !== null
                    x: Theme.gap24
                    y: Theme.gap24
                    width: Math.min(parent.width - 2 * Theme.gap24, Theme.px(640))
                    account: page.account
                    coin: page.studio.coin
                    onTrustRequested: {
                        trust.level = page.account.level;
                        trust.steps = page.account.steps;
                        trust.open();
                    }
                }
            }
        }
    }
    TrustSheet {
        id: trust

        title: page.account ? page.account.name : ""
        explanation: page.studio.trustDetail
        block: page.studio.blockText
    }
    Sheet {
        id: making

        //: Dialog that makes an account for the practice network
        title: qsTr("New practice account")
        subtitle: qsTr("It opens without a passphrase and gets its practice coins when the practice network starts next.")
        primaryText: qsTr("Make account")
        primaryEnabled: newName.text.trim() !== ""
        onAccepted: {
            page.wallet.makePractice(newName.text.trim());
            making.close();
        }

        Field {
            label: qsTr("What you call it")
            Layout.fillWidth: true

            TextField {
                id: newName

                name: qsTr("Name of the account")
                Layout.fillWidth: true
            }
        }
    }
    Sheet {
        id: watching

        //: Dialog that follows an account without its key
        title: qsTr("Watch an address")
        subtitle: qsTr("You see everything about it and can sign nothing.")
        primaryText: qsTr("Watch")
        primaryEnabled: watchName.text.trim() !== "" && watchAddress.text.trim() !== ""
        onAccepted: page.wallet.watch(watchName.text.trim(), watchAddress.text)

        Connections {
            target: page.wallet.making

            function onFinished(successful: bool) {
                if (successful)
                    watching.close();
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
            error: page.wallet.making.errorDetail
            Layout.fillWidth: true

            TextField {
                id: watchAddress

                name: qsTr("Address")
                placeholderText: "0x"
                Layout.fillWidth: true
            }
        }
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

ColumnLayout {
    id: page

    required property Studio studio
    readonly property Wallet wallet: page.studio.wallet
    readonly property EarningsView earnings: page.studio.earnings
    readonly property var account: page.wallet.accounts[page.wallet.current] ?? null
    property bool showsHistory: false
    readonly property bool explains: page.earnings.statement.round !== undefined
    // Beside the cards where there is room, else instead of them.
    readonly property bool panelAlone: page.width < Theme.statementPanel + Theme.px(560)

    function explain(title: string, figure: var) {
        trust.title = title;
        trust.level = figure.level;
        trust.steps = figure.steps;
        trust.open();
    }

    spacing: 0
    Component.onCompleted: {
        page.wallet.current = Math.max(0, page.wallet.accounts.findIndex(one => one.address === page.studio.accountAddress));
        page.earnings.refresh();
    }

    Connections {
        target: page.earnings

        function onClaimed(sentence: string) {
            toast.show(sentence, Tone.Positive, "");
        }
    }

    Loader {
        active: page.showsHistory && page.account !== null
        visible: active
        Layout.fillWidth: true
        Layout.fillHeight: true
        sourceComponent: AccountHistoryPage {
            // qmllint disable unqualified
            studio: page.studio
            account: page.account
            onBack: page.showsHistory = false
            // qmllint enable unqualified
        }
    }
    Header {
        visible: !page.showsHistory
        //: Title of the page with accounts and balances
        title: qsTr("Wallet")
        Layout.fillWidth: true

        MenuButton {
            objectName: "addAccount"
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
                enabled: page.studio.practice
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
        actionText: page.studio.practice ? qsTr("Make a practice account") : qsTr("Make an account")
        Layout.alignment: Qt.AlignCenter
        Layout.fillHeight: true
        onAction: page.studio.practice ? practiceMaking.open() : accountMaking.open()
    }
    RowLayout {
        visible: page.wallet.accounts.length > 0 && !page.showsHistory
        spacing: 0
        Layout.fillWidth: true
        Layout.fillHeight: true

        Rectangle {
            visible: !(page.explains && page.panelAlone)
            color: Theme.surface
            implicitWidth: Math.min(Theme.px(232), page.width * 0.36)
            Layout.fillHeight: true

            ListView {
                id: list

                anchors.fill: parent
                anchors.bottomMargin: foot.height
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
                    //: Opens what happened to the account in use
                    text: qsTr("History")
                    iconName: "history"
                    variant: Button.Quiet
                    enabled: page.account !== null
                    Layout.margins: Theme.gap4
                    onClicked: page.showsHistory = true
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

            visible: !(page.explains && page.panelAlone)
            Layout.fillWidth: true
            Layout.fillHeight: true

            Item {
                width: area.width
                implicitHeight: cards.implicitHeight + 2 * Theme.gap24

                AccountCards {
                    id: cards

                    x: Theme.gap24
                    y: Theme.gap24
                    width: Math.min(parent.width - 2 * Theme.gap24, Theme.px(640))
                    studio: page.studio
                    account: page.account
                    onTrustRequested: (title, figure) => page.explain(title, figure)
                    onUseRequested: page.studio.useAccount(page.wallet.current)
                }
            }
        }
        StatementPanel {
            visible: page.explains
            focus: visible
            earnings: page.earnings
            coin: page.studio.coin
            practice: page.studio.practice
            Layout.fillWidth: page.panelAlone
            Layout.preferredWidth: Theme.statementPanel
            Layout.fillHeight: true
            onVisibleChanged: if (visible)
                forceActiveFocus()
        }
    }
    Shortcut {
        enabled: page.explains
        sequences: [StandardKey.Cancel]
        onActivated: page.earnings.closeStatement()
    }
    TrustSheet {
        id: trust

        explanation: page.studio.trustDetail
        block: page.studio.blockText
    }
    NewAccountSheet {
        id: accountMaking

        making: page.studio.accountMaking
    }
    NewPracticeAccountSheet {
        id: practiceMaking

        wallet: page.wallet
    }
    WatchSheet {
        id: watching

        wallet: page.wallet
    }
    Toast {
        id: toast

        parent: page.parent
    }
}

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
    property bool showsVoting: false
    readonly property bool apart: page.showsHistory || page.showsVoting
    readonly property var statement: page.earnings.statement
    readonly property bool explains: page.statement.round !== undefined
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
        page.earnings.refresh();
        page.studio.voting.refresh();
        page.studio.staking.refresh();
    }

    Connections {
        target: page.earnings

        function onClaimed(sentence: string) {
            toast.show(sentence, Tone.Positive, "");
        }
    }

    Connections {
        target: page.studio.voting

        function onTold(sentence: string) {
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
    Loader {
        active: page.showsVoting
        visible: active
        Layout.fillWidth: true
        Layout.fillHeight: true
        sourceComponent: VotingPage {
            // qmllint disable unqualified
            studio: page.studio
            onBack: page.showsVoting = false
            // qmllint enable unqualified
        }
    }
    Header {
        visible: !page.apart
        //: Title of the page with accounts and balances
        title: qsTr("Wallet")
        Layout.fillWidth: true

        AddAccountButton {
            id: adding

            objectName: "addAccount"
            studio: page.studio
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
        onAction: adding.make()
    }
    Item {
        visible: page.wallet.accounts.length > 0 && !page.apart
        Layout.fillWidth: true
        Layout.fillHeight: true

        RowLayout {
            visible: !(page.explains && page.panelAlone)
            anchors.fill: parent
            anchors.rightMargin: page.explains ? Theme.statementPanel : 0
            spacing: 0

            AccountList {
                wallet: page.wallet
                coin: page.studio.coin
                practice: page.studio.practice
                implicitWidth: Math.min(Theme.px(232), page.width * 0.36)
                Layout.fillHeight: true
                onHistoryRequested: page.showsHistory = true
            }
            ScrollArea {
                id: area

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
                        onDestinationRequested: destinationSheet.open()
                        onLostAccountRequested: lostAccountSheet.open()
                        onProposalsRequested: page.showsVoting = true
                    }
                }
            }
        }
        StatementPanel {
            visible: page.explains
            anchors.right: parent.right
            width: page.panelAlone ? parent.width : Theme.statementPanel
            height: parent.height
            earnings: page.earnings
            coin: page.studio.coin
            practice: page.studio.practice
            onVisibleChanged: if (visible)
                forceActiveFocus()
        }
    }
    Shortcut {
        enabled: page.explains
        sequences: ["Esc"]
        onActivated: page.earnings.closeStatement()
    }
    Connections {
        target: page.studio.rewardDestination

        function onDone(sentence: string) {
            toast.show(sentence, Tone.Positive, "");
        }
    }
    RewardDestinationSheet {
        id: destinationSheet

        destination: page.studio.rewardDestination
    }
    LostAccountSheet {
        id: lostAccountSheet

        destination: page.studio.rewardDestination
        ownAddress: page.studio.accountAddress
    }
    TrustSheet {
        id: trust

        explanation: page.studio.trustDetail
        block: page.studio.blockText
    }
    Toast {
        id: toast

        parent: page.parent
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// What belongs to the account that is looked at: what it has, and what it earned.
ColumnLayout {
    id: cards

    required property Studio studio
    property var account: null
    readonly property bool inUse: cards.account !== null && cards.account.address === cards.studio.accountAddress

    signal trustRequested(string title, var figure)
    signal useRequested
    signal destinationRequested
    signal lostAccountRequested
    signal proposalsRequested

    spacing: Theme.gap16

    AccountCard {
        visible: cards.account !== null
        account: cards.account
        coin: cards.studio.coin
        practice: cards.studio.practice
        openUntil: cards.account && cards.account.address === cards.studio.unlocking.openAddress ? cards.studio.unlocking.openUntil : ""
        Layout.fillWidth: true
        onLockRequested: cards.studio.unlocking.lock()
        onTrustRequested: cards.trustRequested(cards.account.name, cards.account)
    }
    Card {
        visible: cards.inUse && !cards.studio.hasDatanets
        //: Card with what an account earned
        title: qsTr("Rewards")
        Layout.fillWidth: true

        Label {
            //: %1 is the name of a network
            text: qsTr("There are no datanets on %1, so nothing is earned there. Settings lists the other networks.").arg(cards.studio.networkTitle)
            muted: true
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
    }
    RewardsCard {
        visible: cards.inUse && cards.studio.hasDatanets
        earnings: cards.studio.earnings
        //: A coin that is worth nothing
        unit: cards.studio.practice ? qsTr("practice %1").arg(cards.studio.coin) : cards.studio.coin
        coin: cards.studio.coin
        practice: cards.studio.practice
        Layout.fillWidth: true
        onTrustRequested: (title, figure) => cards.trustRequested(title, figure)
    }
    RewardDestinationCard {
        visible: cards.inUse && cards.studio.hasDatanets
        destination: cards.studio.rewardDestination
        Layout.fillWidth: true
        onTrustRequested: (title, figure) => cards.trustRequested(title, figure)
        onChangeRequested: cards.destinationRequested()
        onOtherRequested: cards.lostAccountRequested()
    }
    VotingCard {
        visible: cards.inUse && !voting.absent
        voting: cards.studio.voting
        canSign: cards.account?.canSign ?? false
        Layout.fillWidth: true
        onTrustRequested: (title, figure) => cards.trustRequested(title, figure)
        onProposalsRequested: cards.proposalsRequested()
    }
    StakingCard {
        visible: cards.inUse && worthShowing
        staking: cards.studio.staking
        coin: cards.studio.coin
        practice: cards.studio.practice
        Layout.fillWidth: true
        onTrustRequested: (title, figure) => cards.trustRequested(title, figure)
    }
    SignedClaimCard {
        visible: cards.inUse && available
        studio: cards.studio
        Layout.fillWidth: true
        onTrustRequested: (title, figure) => cards.trustRequested(title, figure)
    }
    Card {
        visible: cards.account !== null && !cards.inUse
        //: Card with what an account earned
        title: qsTr("Rewards")
        Layout.fillWidth: true

        Label {
            //: %1 is the name of an account
            text: qsTr("They are shown for the account in use, which is %1 now.").arg(cards.studio.accountName)
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        Button {
            //: Makes the account that is looked at the one in use
            text: qsTr("Use this account")
            onClicked: cards.useRequested()
        }
    }
}

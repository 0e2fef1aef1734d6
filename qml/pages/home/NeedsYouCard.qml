import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// What waits for this person, each with the button that deals with it.
Card {
    id: card

    required property Studio studio
    property string unit
    readonly property EarningsView earnings: card.studio.earnings
    readonly property int reviews: card.studio.reviewDesk.waiting
    readonly property int votes: card.studio.reviewDesk.toOpen
    readonly property var sent: card.studio.contributions.contributions
    readonly property var cameBack: card.sent.find(one => (one.cameBack ?? 0) > 0) ?? null
    readonly property var owed: card.sent.find(one => one.owed ?? false) ?? null
    readonly property var accounts: card.studio.wallet.accounts
    readonly property var account: card.accounts.find(one => one.address === card.studio.accountAddress) ?? null
    readonly property bool unsaved: card.account?.unsaved ?? false
    readonly property int count: (card.earnings.canClaim ? 1 : 0) + (card.cameBack !== null ? 1 : 0) + (card.owed !== null ? 1 : 0) + (card.reviews > 0 ? 1 : 0) + (card.votes > 0 ? 1 : 0) + (card.unsaved ? 1 : 0)

    signal reasonsRequested(var contribution)

    //: Card with what waits for this person
    title: qsTr("Needs you now")
    spacing: Theme.gap12
    header: [
        CountBadge {
            visible: card.count > 0
            text: card.count
        }
    ]

    Label {
        visible: card.count === 0
        //: Nothing waits for this person
        text: card.earnings.known ? qsTr("Nothing waits for you.") : qsTr("Not known now.")
        muted: true
        Layout.fillWidth: true
    }
    NeedRow {
        visible: card.earnings.canClaim
        iconName: "wallet"
        tone: Tone.Accent
        //: %1 is an amount with its coin
        title: qsTr("%1 can be claimed").arg(card.earnings.claimable + " " + card.unit)
        text: qsTr("From payout rounds that are final.")
        action: qsTr("Claim now")
        Layout.fillWidth: true
        onChosen: card.earnings.claim()
    }
    NeedRow {
        visible: card.cameBack !== null
        iconName: "file"
        tone: Tone.Caution
        title: qsTr("%n records came back", "", card.cameBack?.cameBack ?? 0)
        //: %1 names a contribution
        text: qsTr("From %1. The reviewers say why.").arg(card.cameBack?.title ?? "")
        action: qsTr("Read")
        Layout.fillWidth: true
        onChosen: card.reasonsRequested(card.cameBack)
    }
    NeedRow {
        visible: card.owed !== null
        iconName: "scales"
        tone: Tone.Caution
        title: qsTr("An outside panel waits for your records")
        //: %1 names a contribution
        text: qsTr("The result on %1 was appealed. If the records don't come in time, it falls.").arg(card.owed?.title ?? "")
        action: qsTr("See")
        Layout.fillWidth: true
        onChosen: card.reasonsRequested(card.owed)
    }
    NeedRow {
        visible: card.reviews > 0
        iconName: "scales"
        tone: Tone.Accent
        title: qsTr("%n reviews are waiting", "", card.reviews)
        text: qsTr("Votes have a deadline.")
        action: qsTr("Review")
        Layout.fillWidth: true
        onChosen: card.studio.place = "datanets"
    }
    NeedRow {
        visible: card.votes > 0
        iconName: "lock"
        tone: Tone.Caution
        title: qsTr("%n of your sealed votes can be opened", "", card.votes)
        text: qsTr("A vote that stays sealed costs you coins.")
        //: Button: leads to where sealed votes are opened
        action: qsTr("Open")
        Layout.fillWidth: true
        onChosen: card.studio.place = "datanets"
    }
    NeedRow {
        visible: card.unsaved
        iconName: "key"
        tone: Tone.Caution
        //: %1 is the name of an account
        title: qsTr("%1 has no copy elsewhere").arg(card.account?.name ?? "")
        text: qsTr("Its recovery words were not written down.")
        action: qsTr("See how")
        Layout.fillWidth: true
        onChosen: card.studio.place = "wallet"
    }
}

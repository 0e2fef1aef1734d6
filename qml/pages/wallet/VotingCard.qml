import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// What the account in use can vote with, how coins become votes, and the way to what is voted on.
Card {
    id: card

    required property Voting voting
    property bool canSign: true
    readonly property bool busy: card.voting.acting.running && card.voting.subject === 0

    readonly property var votes: card.voting.votes
    readonly property var tokens: card.voting.tokens

    signal trustRequested(string title, var figure)
    signal proposalsRequested

    //: Card with what an account can vote with
    title: qsTr("Votes")
    header: [
        TrustBadge {
            visible: level !== ""
            level: card.votes.level ?? ""
            onClicked: card.trustRequested(qsTr("Votes"), card.voting.votes)
        }
    ]

    LoadingState {
        visible: !card.voting.known && card.voting.reading.running
        text: qsTr("Reading your votes")
        Layout.fillWidth: true
    }
    ErrorBanner {
        what: card.voting.reading.errorTitle
        safe: card.voting.reading.errorDetail
        todo: card.voting.reading.errorAdvice
        Layout.fillWidth: true
    }
    AmountLabel {
        visible: card.voting.known
        amount: card.votes.text ?? ""
        fullAmount: card.votes.exact ?? ""
        //: After a number
        unit: qsTr("votes")
        reason: qsTr("not known now")
        size: AmountLabel.Figure
        Layout.fillWidth: true
        Layout.maximumWidth: implicitWidth
    }
    Label {
        visible: card.voting.known
        //: %1 is an amount; GOPEN are coins that vote
        text: (qsTr("You own %1 GOPEN: coins that vote, and that you can turn back at any time.").arg(card.tokens.text ?? "") + " " + card.voting.delegateText).trim()
        muted: true
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    Flow {
        visible: card.voting.known && card.canSign
        spacing: Theme.gap8
        Layout.fillWidth: true

        TextField {
            id: amount

            objectName: "votesAmount"
            //: Name of a field
            name: qsTr("Amount")
            placeholderText: qsTr("Amount")
            width: Theme.px(120)
            inputMethodHints: Qt.ImhFormattedNumbersOnly
            onAccepted: card.voting.wrap(amount.text)
        }
        Button {
            objectName: "wrapCoins"
            //: Button: coins become GOPEN
            text: qsTr("Turn into votes")
            enabled: amount.text !== "" && !card.voting.acting.running
            busy: card.busy
            onClicked: card.voting.wrap(amount.text)
        }
        Button {
            objectName: "unwrapCoins"
            //: Button: GOPEN become coins again
            text: qsTr("Turn back")
            enabled: amount.text !== "" && !card.voting.acting.running
            onClicked: card.voting.unwrap(amount.text)
        }
        Button {
            objectName: "delegateSelf"
            visible: !card.voting.votesItself
            //: Button: the account itself votes with its GOPEN
            text: qsTr("Vote with them yourself")
            enabled: !card.voting.acting.running
            onClicked: card.voting.delegateTo("")
        }
    }
    Disclosure {
        id: other

        visible: card.voting.known && card.canSign
        //: Opens a field for the address of who shall vote
        text: qsTr("Let somebody else vote with them")
    }
    Flow {
        visible: other.visible && other.open
        spacing: Theme.gap8
        Layout.fillWidth: true

        TextField {
            id: address

            objectName: "delegateAddress"
            name: qsTr("Address of who shall vote")
            placeholderText: qsTr("Address")
            width: Math.min(Theme.px(380), parent.width)
            onAccepted: card.voting.delegateTo(address.text)
        }
        Button {
            //: Button: another account votes with the GOPEN of this one
            text: qsTr("Let this account vote")
            enabled: address.text !== "" && !card.voting.acting.running
            onClicked: card.voting.delegateTo(address.text)
        }
    }
    ErrorBanner {
        what: card.voting.subject === 0 ? card.voting.acting.errorTitle : ""
        safe: card.voting.acting.errorDetail
        todo: card.voting.acting.errorAdvice
        Layout.fillWidth: true
        onDismissed: card.voting.acting.dismissError()
    }
    Button {
        objectName: "proposals"
        visible: card.voting.known
        //: Opens the list of proposals; %1 is how many are voted on now
        text: card.voting.open > 0 ? qsTr("Proposals, %1 to vote on now").arg(card.voting.open) : qsTr("Proposals")
        variant: Button.Link
        onClicked: card.proposalsRequested()
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// One proposal: what it changes, how the votes stand, and what this account can do about it.
Card {
    id: card

    required property Voting voting
    property var proposal: ({})
    readonly property bool busy: card.voting.acting.running && card.voting.subject === card.proposal.number
    readonly property var changes: card.proposal.changes ?? []

    signal trustRequested(string title, var figure)

    title: card.proposal.title ?? ""
    header: [
        ProposalTag {
            proposal: card.proposal
        },
        TrustBadge {
            level: card.proposal.level ?? "?"
            compact: true
            onClicked: card.trustRequested(card.title, card.proposal)
        }
    ]

    Label {
        text: card.proposal.description ?? ""
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    Label {
        visible: text !== ""
        //: A change of a rule; %1 names it, %2 is the new value, %3 the one that holds now
        text: card.changes.map(one => one.from === "" ? qsTr("%1: %2").arg(one.title).arg(one.to) : qsTr("%1: %2 instead of %3").arg(one.title).arg(one.to).arg(one.from)).join("\n")
        kind: Label.Strong
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    Label {
        visible: text !== ""
        text: card.proposal.other ?? ""
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    Meter {
        visible: card.proposal.inFavour !== undefined
        value: card.proposal.share ?? 0
        fill: Theme.positive
        //: Said by a screen reader of a bar; %1 and %2 are numbers of votes
        name: qsTr("%1 for, %2 against").arg(card.proposal.inFavour ?? "").arg(card.proposal.against ?? "")
        Layout.fillWidth: true
    }
    Label {
        visible: card.proposal.inFavour !== undefined
        //: Numbers of votes
        text: qsTr("%1 for, %2 against, %3 abstaining").arg(card.proposal.inFavour ?? "").arg(card.proposal.against ?? "").arg(card.proposal.abstain ?? "") + "\n" + (card.proposal.reached ? qsTr("Enough votes: %1 were needed.").arg(card.proposal.quorum ?? "") : qsTr("%1 votes for it or abstaining are needed.").arg(card.proposal.quorum ?? ""))
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    Label {
        text: [card.proposal.when ?? "", card.proposal.mine ?? ""].filter(words => words !== "").join(". ")
        visible: text !== ""
        muted: true
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    ErrorBanner {
        what: card.voting.subject === card.proposal.number ? card.voting.acting.errorTitle : ""
        safe: card.voting.acting.errorDetail
        todo: card.voting.acting.errorAdvice
        Layout.fillWidth: true
        onDismissed: card.voting.acting.dismissError()
    }
    Flow {
        visible: card.proposal.canVote || card.proposal.canQueue || card.proposal.canExecute || card.busy
        spacing: Theme.gap8
        Layout.fillWidth: true

        Button {
            objectName: "voteFor"
            visible: card.proposal.canVote ?? false
            enabled: !card.voting.acting.running
            //: Button: votes for a proposal
            text: qsTr("Vote for it")
            variant: Button.Primary
            busy: card.busy
            onClicked: card.voting.vote(card.proposal.number, 1)
        }
        Button {
            objectName: "voteAgainst"
            visible: card.proposal.canVote ?? false
            enabled: !card.voting.acting.running
            //: Button: votes against a proposal
            text: qsTr("Vote against it")
            onClicked: card.voting.vote(card.proposal.number, 0)
        }
        Button {
            visible: card.proposal.canVote ?? false
            enabled: !card.voting.acting.running
            //: Button: votes neither for nor against
            text: qsTr("Abstain")
            onClicked: card.voting.vote(card.proposal.number, 2)
        }
        Button {
            objectName: "queueProposal"
            visible: card.proposal.canQueue ?? false
            enabled: !card.voting.acting.running
            //: Button: begins the wait after which an accepted change can come into force
            text: qsTr("Begin the wait")
            variant: Button.Primary
            busy: card.busy
            onClicked: card.voting.queue(card.proposal.number)
        }
        Button {
            objectName: "executeProposal"
            visible: card.proposal.canExecute ?? false
            enabled: !card.voting.acting.running
            //: Button: an accepted change comes into force
            text: qsTr("Put it into force")
            variant: Button.Primary
            busy: card.busy
            onClicked: card.voting.execute(card.proposal.number)
        }
    }
}

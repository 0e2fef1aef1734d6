import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// What can be claimed and whether it is there; below it the payout rounds it comes from.
Card {
    id: card

    required property EarningsView earnings
    property string unit
    property string coin
    property bool practice: false
    property bool whole: false
    readonly property int few: 4
    readonly property var figures: card.earnings.figures
    readonly property var owed: card.figures.claimable ?? {}
    readonly property var vault: card.figures.vault ?? {}
    readonly property var rounds: card.earnings.rounds
    readonly property var newest: Array.from(card.rounds).reverse()

    signal trustRequested(string title, var figure)

    //: Card with what an account earned
    title: qsTr("Rewards")
    header: [
        TrustBadge {
            visible: level !== ""
            level: card.owed.level ?? ""
            onClicked: card.trustRequested(qsTr("Ready to claim"), card.owed)
        }
    ]

    LoadingState {
        visible: !card.earnings.known && card.earnings.reading.running
        text: qsTr("Reading what you earned")
        Layout.fillWidth: true
    }
    ErrorBanner {
        what: card.earnings.reading.errorTitle
        safe: card.earnings.reading.errorDetail
        todo: card.earnings.reading.errorAdvice
        Layout.fillWidth: true
    }
    AmountLabel {
        visible: card.earnings.known
        amount: card.owed.text ?? ""
        unit: card.availableWidth < Theme.px(272) ? card.coin : card.unit
        fullAmount: card.owed.exact ?? ""
        reason: card.owed.reason ?? ""
        practice: card.practice
        size: AmountLabel.Figure
        Layout.fillWidth: true
        Layout.maximumWidth: implicitWidth
    }
    Label {
        visible: text !== ""
        text: card.owed.detail ?? ""
        muted: true
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    GridLayout {
        visible: card.earnings.known
        columns: !claimButton.visible || claimButton.implicitWidth + columnSpacing + facts.implicitWidth > card.availableWidth ? 1 : 2
        columnSpacing: Theme.gap12
        rowSpacing: Theme.gap12
        Layout.fillWidth: true

        Button {
            id: claimButton

            objectName: "claimAmount"
            visible: card.earnings.canClaim || card.earnings.claiming.running
            enabled: card.earnings.canClaim
            busy: card.earnings.claiming.running
            //: Button: fetches what was earned; %1 is an amount
            text: qsTr("Claim %1").arg(card.earnings.claimable)
            variant: Button.Primary
            size: Button.Large
            onClicked: card.earnings.claim()
        }
        RewardFacts {
            id: facts

            earnings: card.earnings
            coin: card.coin
            practice: card.practice
            Layout.fillWidth: true
            onTrustRequested: card.trustRequested(qsTr("The vault holds"), card.vault)
        }
    }
    Notice {
        visible: card.earnings.funded === "no"
        tone: Tone.Danger
        //: The contract owns less than is owed
        title: qsTr("The vault holds less than it owes")
        text: qsTr("What is owed stays owed. A claim goes through as far as there are coins.")
        Layout.fillWidth: true
    }
    Notice {
        visible: card.earnings.claimObstacle !== ""
        text: card.earnings.claimObstacle
        Layout.fillWidth: true
    }
    ClaimProgress {
        earnings: card.earnings
        Layout.fillWidth: true
    }
    Label {
        visible: card.earnings.known && card.newest.length === 0
        text: qsTr("No payout round has closed yet. When an answer uses your records and its round closes, it is listed here.")
        muted: true
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    ColumnLayout {
        visible: card.newest.length > 0
        spacing: 0
        Layout.fillWidth: true
        Layout.leftMargin: -card.leftPadding + 1
        Layout.rightMargin: -card.rightPadding + 1

        Divider {
            Layout.fillWidth: true
        }
        Repeater {
            model: card.whole ? card.newest : card.newest.slice(0, card.few)

            EarnedRoundRow {
                required property var modelData

                // qmllint disable unqualified
                round: modelData
                coin: card.coin
                practice: card.practice
                severalModels: card.newest.some(one => one.model !== card.newest[0].model)
                on: card.earnings.statement.model === modelData.model && card.earnings.statement.round === modelData.round
                onClicked: card.earnings.explain(modelData.model, modelData.round)
                // qmllint enable unqualified
                Layout.fillWidth: true
            }
        }
    }
    Button {
        visible: card.newest.length > card.few && !card.whole
        //: Shows the older ones too
        text: qsTr("All %n payout rounds", "", card.newest.length)
        variant: Button.Link
        onClicked: card.whole = true
    }
}

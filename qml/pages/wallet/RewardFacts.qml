import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// Beside the claim: what it costs, and what the vault has for all claims.
GridLayout {
    id: facts

    required property EarningsView earnings
    property string coin
    property bool practice: false
    readonly property var figures: facts.earnings.figures
    readonly property var vault: facts.figures.vault ?? {}

    signal trustRequested

    columns: 3
    columnSpacing: Theme.gap4
    rowSpacing: Theme.gap4

    Label {
        visible: feeAmount.visible
        //: What a claim costs at most
        text: qsTr("Network fee, up to")
        muted: true
    }
    AmountLabel {
        id: feeAmount

        visible: facts.earnings.claimFee !== "" && facts.earnings.canClaim
        amount: facts.earnings.claimFee
        unit: facts.coin
        practice: facts.practice
    }
    Item {
        visible: feeAmount.visible
    }
    Label {
        //: What the contract that pays rewards owns
        text: qsTr("The vault holds")
        muted: true
    }
    AmountLabel {
        amount: facts.vault.text ?? ""
        unit: facts.coin
        fullAmount: facts.vault.exact ?? ""
        reason: facts.vault.reason ?? ""
        practice: facts.practice
    }
    TrustBadge {
        visible: level !== ""
        level: facts.vault.level ?? ""
        compact: true
        onClicked: facts.trustRequested()
    }
}

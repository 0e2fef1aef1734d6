import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// Earned, ready to claim, pending.
GridLayout {
    id: figures

    required property EarningsView earnings
    property string coin
    property string unit
    readonly property var amounts: figures.earnings.figures
    property bool practice: false

    // What the panel "How do we know?" is to explain.
    signal trustRequested(string title, var figure)
    signal reasonRequested

    columns: width < Theme.px(760) ? 1 : 3
    columnSpacing: Theme.gap16
    rowSpacing: Theme.gap16

    FigureCard {
        id: earned

        //: Card with the amount of all payout rounds
        title: qsTr("Earned so far")
        figure: figures.amounts.earned ?? {}
        coin: figures.coin
        unit: figures.unit
        practice: figures.practice
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: 1
        onTrustRequested: figures.trustRequested(earned.title, earned.figure)
    }
    FigureCard {
        id: claimable

        //: Card with the amount that waits to be claimed
        title: qsTr("Ready to claim")
        figure: figures.amounts.claimable ?? {}
        coin: figures.coin
        unit: figures.unit
        practice: figures.practice
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: 1
        onTrustRequested: figures.trustRequested(claimable.title, claimable.figure)

        Button {
            visible: figures.earnings.earnedWei !== "" && figures.earnings.earnedWei !== "0"
            //: Opens the explanation of the newest amount
            text: qsTr("Why this much?")
            variant: Button.Link
            onClicked: figures.reasonRequested()
        }
        Button {
            objectName: "claim"
            visible: figures.earnings.canClaim || figures.earnings.claiming.running
            enabled: figures.earnings.canClaim
            busy: figures.earnings.claiming.running
            //: Button: fetches what was earned
            text: qsTr("Claim")
            variant: Button.Primary
            onClicked: figures.earnings.claim()
        }
    }
    FigureCard {
        id: pending

        //: Card with amounts that can still be objected to
        title: qsTr("Pending")
        figure: figures.amounts.pending ?? {}
        coin: figures.coin
        unit: figures.unit
        practice: figures.practice
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: 1
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// What each payout round brought and how often it used the account's records, as a chart or as a table.
Card {
    id: card

    required property EarningsView earnings
    property string unit
    property string coin
    property bool practice: false
    readonly property var rounds: card.earnings.rounds
    readonly property int chartHeight: Theme.px(248)
    readonly property bool scored: measure.currentIndex === 1

    //: Card with a chart
    title: card.scored ? qsTr("Score by payout round") : qsTr("Rewards by payout round")
    //: Unit of a chart; %1 is a coin
    subtitle: card.scored ? qsTr("in % of answers") : qsTr("in %1").arg(card.width < Theme.px(620) ? card.coin : card.unit)
    header: [
        SegmentedSwitch {
            id: measure

            //: Spoken name of the switch between two charts
            name: qsTr("What the chart shows")
            segments: [
                //: The two charts of a card
                {text: qsTr("Reward")},
                {text: qsTr("Score")}
            ]
        },
        SegmentedSwitch {
            id: form

            //: Spoken name of the switch between chart and table
            name: qsTr("How it is shown")
            segments: [
                //: The two forms of a chart
                {text: qsTr("Chart")},
                {text: qsTr("Table")}
            ]
        }
    ]

    RoundChart {
        visible: form.currentIndex === 0
        // As many as can be told apart.
        rounds: card.rounds.slice(-24)
        measure: card.scored ? "share" : "coins"
        subject: card.title
        axis: card.scored ? ({top: 100, ticks: 5, format: "%.0f"}) : card.earnings.axis
        coin: card.coin
        practice: card.practice
        Layout.fillWidth: true
        Layout.preferredHeight: card.chartHeight
    }
    RoundTable {
        visible: form.currentIndex === 1
        rounds: card.rounds
        coin: card.coin
        practice: card.practice
        Layout.fillWidth: true
        Layout.preferredHeight: card.chartHeight
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// What each payout round brought, as a chart or as a table.
Card {
    id: card

    required property EarningsView earnings
    property string unit
    property string coin
    property bool practice: false
    readonly property var rounds: card.earnings.rounds
    readonly property int chartHeight: Theme.px(248)

    //: Card with a chart
    title: qsTr("Rewards by payout round")
    //: Unit of a chart; %1 is a coin
    subtitle: qsTr("in %1").arg(card.width < Theme.px(460) ? card.coin : card.unit)
    header: [
        SegmentedSwitch {
            id: form

            //: Spoken name of the switch between chart and table
            name: qsTr("Rewards by payout round as")
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
        axis: card.earnings.axis
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

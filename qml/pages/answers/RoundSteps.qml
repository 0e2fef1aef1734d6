import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// The steps of a payout round, and what each means.
ColumnLayout {
    id: steps

    required property PayoutRounds view
    readonly property var round: steps.view.current
    readonly property var list: steps.round.roundSteps ?? []

    spacing: Theme.gap12

    Label {
        //: Heading over the steps of a payout round
        text: qsTr("Steps")
        kind: Label.Strong
        Layout.fillWidth: true
    }
    StateSteps {
        model: steps.list
        Layout.fillWidth: true
    }
}

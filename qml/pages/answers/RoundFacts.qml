import QtQuick
import QtQuick.Layouts
import Datanet.Controls

// The facts of a payout round.
ColumnLayout {
    id: facts

    property var round: ({})
    property string unit
    property bool practice: false
    readonly property int labels: Theme.px(112)

    spacing: Theme.gap8

    component Fact: FactRow {
        visible: value !== ""
        labelWidth: facts.labels // qmllint disable unqualified
        Layout.fillWidth: true
    }

    Fact {
        label: qsTr("Answers")
        value: facts.round.answersCount ?? facts.round.reason ?? ""
    }
    Fact {
        label: qsTr("Payers")
        value: facts.round.payersCount ?? ""
    }
    Fact {
        //: When a payout round began
        label: qsTr("Opened")
        value: facts.round.openedText ?? ""
    }
    Fact {
        label: qsTr("Can be closed until")
        value: facts.round.closeByText ?? ""
    }
    Fact {
        //: When a payout round was closed
        label: qsTr("Closed")
        value: facts.round.closedText ?? ""
    }
    RowLayout {
        visible: facts.round.proposer !== undefined
        spacing: Theme.gap8
        Layout.fillWidth: true

        Label {
            //: Who proposed the result of a payout round
            text: qsTr("Proposed by")
            muted: true
            Layout.preferredWidth: facts.labels + Theme.gap4
        }
        Identicon {
            address: facts.round.proposer ?? ""
            size: Theme.px(20)
        }
        Label {
            text: facts.round.proposerName ?? ""
            Layout.fillWidth: true
            Layout.maximumWidth: Math.ceil(implicitWidth)
        }
        Tag {
            visible: facts.round.proposerIsProgram ?? false
            text: qsTr("program")
        }
    }
    CoinRow {
        visible: facts.round.bond !== undefined && facts.round.state !== "paid"
        //: The coins that whoever proposed has put at stake
        label: qsTr("Bond of the proposer")
        coin: facts.round.bond ?? {}
        unit: facts.unit
        practice: facts.practice
        Layout.fillWidth: true
    }
    CoinRow {
        visible: facts.round.state === "open" && facts.round.known === true
        label: qsTr("Paid for answers so far")
        coin: facts.round.fees ?? {}
        unit: facts.unit
        practice: facts.practice
        Layout.fillWidth: true
    }
}

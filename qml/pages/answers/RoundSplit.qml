import QtQuick
import QtQuick.Layouts
import Datanet.Controls

// How the fees of a payout round are divided, and that the parts add up.
ColumnLayout {
    id: split

    property var division: ({})
    property string from
    property string unit
    property bool practice: false

    spacing: Theme.gap8

    Label {
        //: Heading over the division of a payout round's fees
        text: qsTr("Who gets what")
        kind: Label.Strong
        Layout.fillWidth: true
    }
    Repeater {
        model: split.division.parts ?? []

        RowLayout {
            id: part

            required property var modelData

            spacing: Theme.gap8
            Layout.fillWidth: true

            Label {
                text: part.modelData.label
                Layout.preferredWidth: Theme.px(88)
            }
            Meter {
                value: part.modelData.share
                Layout.fillWidth: true
            }
            AmountLabel {
                // qmllint disable unqualified
                amount: part.modelData.coin.amount
                fullAmount: part.modelData.coin.fullAmount
                unit: split.unit
                practice: split.practice
                // qmllint enable unqualified
            }
        }
    }
    Divider {
        Layout.fillWidth: true
    }
    CoinRow {
        label: qsTr("Paid for answers")
        coin: split.division.total ?? {}
        unit: split.unit
        practice: split.practice
        strong: true
        Layout.fillWidth: true
    }
    RowLayout {
        spacing: Theme.gap8
        Layout.fillWidth: true

        Icon {
            name: split.division.adds ? "check" : "error"
            color: split.division.adds ? Theme.positive : Theme.danger
            Layout.alignment: Qt.AlignTop
            Layout.topMargin: (Theme.bodyLine - height) / 2
        }
        Label {
            text: split.division.addsText ?? ""
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
    }
    Label {
        visible: text !== ""
        text: split.division.unfound ?? ""
        muted: true
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    Label {
        visible: text !== ""
        text: split.from
        muted: true
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.Controls

// From all answers of a round to the account's own part in them.
Rectangle {
    id: facts

    property var statement: ({})

    implicitHeight: row.implicitHeight + 2 * Theme.gap12
    radius: Theme.radiusCard
    color: Theme.raised
    border.width: Theme.line1
    border.color: Theme.line

    RowLayout {
        id: row

        x: Theme.gap16
        y: Theme.gap12
        width: parent.width - 2 * Theme.gap16
        spacing: Theme.gap12

        Repeater {
            model: [
                //: Figures of a payout round: all its answers
                {text: qsTr("Answers paid for"), value: facts.statement.paid ?? ""},
                //: Figures of a payout round: answers that used the account's records
                {text: qsTr("Used your records"), value: facts.statement.used ?? ""},
                //: Figures of a payout round: records of the account in these answers
                {text: qsTr("Your records in them"), value: facts.statement.records ?? ""}
            ]

            RowLayout {
                id: fact

                required property int index
                required property var modelData

                spacing: Theme.gap12
                Layout.fillWidth: true
                Accessible.role: Accessible.StaticText
                Accessible.name: fact.modelData.text + ": " + fact.modelData.value

                Icon {
                    visible: fact.index > 0
                    name: "chevron-right"
                    color: Theme.muted
                }
                ColumnLayout {
                    spacing: 0
                    Layout.fillWidth: true

                    Label {
                        text: fact.modelData.text
                        muted: true
                        wrapMode: Text.Wrap
                        Layout.fillWidth: true
                        Accessible.ignored: true
                    }
                    Label {
                        text: fact.modelData.value
                        kind: Label.Heading
                        Accessible.ignored: true
                    }
                }
            }
        }
    }
}

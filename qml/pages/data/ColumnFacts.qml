import QtQuick
import QtQuick.Layouts
import Datanet.Controls

// One column in numbers; each row of its table finds the records it counts.
ColumnLayout {
    id: facts

    // As RecordFinder.charts gives it.
    property var chart: ({})

    signal barChosen(int bar)

    spacing: Theme.gap4

    Label {
        text: facts.chart.title
        kind: Label.Strong
        Layout.fillWidth: true
        Layout.leftMargin: Theme.gap16
        Layout.rightMargin: Theme.gap16
        Layout.topMargin: Theme.gap16
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    Repeater {
        model: facts.chart.facts

        StatRow {
            required property var modelData

            label: modelData.label
            value: modelData.value
            Layout.fillWidth: true
            Layout.leftMargin: Theme.gap16
            Layout.rightMargin: Theme.gap16
        }
    }
    Repeater {
        model: facts.chart.rows

        ListRow {
            id: bar

            required property var modelData

            on: bar.modelData.bar === facts.chart.selectedBin // qmllint disable unqualified
            divided: false
            padding: Theme.gap4
            text: bar.modelData.label + ": " + bar.modelData.value
            Layout.fillWidth: true
            onClicked: facts.barChosen(bar.modelData.bar) // qmllint disable unqualified

            StatRow {
                label: bar.modelData.label
                value: bar.modelData.value
                share: bar.modelData.share
                Layout.fillWidth: true
                Accessible.ignored: true
            }
        }
    }
    Divider {
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap8
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.Controls
import Datanet.Ui

// A model of the network: price, money, and what it was made of.
SidePanel {
    id: panel

    property var entry: ({})
    property string unit
    property bool practice: false

    signal modelChosen(real id)

    title: panel.entry.title ?? ""
    //: Under the title of a model: number and version
    subtitle: qsTr("Model %1, %2").arg(panel.entry.id ?? "").arg(panel.entry.versionText ?? qsTr("version not known"))
    closable: true

    ColumnLayout {
        spacing: Theme.gap12
        Layout.fillWidth: true
        Layout.margins: Theme.gap16
        Layout.topMargin: 0

        RowLayout {
            spacing: Theme.gap8
            Layout.fillWidth: true

            Tag {
                visible: text !== ""
                text: panel.entry.stateText ?? ""
                tone: panel.entry.active ? Tone.Positive : Tone.Neutral
                Layout.fillWidth: true
                Layout.maximumWidth: Math.ceil(implicitWidth)
            }
            Item {
                Layout.fillWidth: true
            }
            TrustBadge {
                level: panel.entry.level ?? "?"
                onClicked: trust.open()
            }
        }
        RowLayout {
            spacing: Theme.gap8
            Layout.fillWidth: true

            Label {
                //: Who owns a model
                text: qsTr("Owner")
                muted: true
                Layout.fillWidth: true
            }
            Identicon {
                address: panel.entry.owner ?? ""
                size: Theme.px(20)
            }
            Label {
                text: panel.entry.mine ? qsTr("You") : panel.entry.ownerName ?? ""
                Layout.fillWidth: true
                Layout.maximumWidth: Math.ceil(implicitWidth)
            }
            Tag {
                visible: panel.entry.ownerIsProgram ?? false
                text: qsTr("program")
            }
        }
        Divider {
            Layout.fillWidth: true
        }
        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true

            Label {
                //: Heading over what asking a model costs
                text: qsTr("Price for 1,000 tokens")
                kind: Label.Strong
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
            Label {
                text: qsTr("A token is a word or a mark such as a comma.")
                muted: true
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
        }
        CoinRow {
            label: qsTr("Questions")
            coin: panel.entry.priceIn ?? {}
            unit: panel.unit
            practice: panel.practice
            Layout.fillWidth: true
        }
        CoinRow {
            label: qsTr("Answers")
            coin: panel.entry.priceOut ?? {}
            unit: panel.unit
            practice: panel.practice
            Layout.fillWidth: true
        }
        Divider {
            Layout.fillWidth: true
        }
        CoinRow {
            label: qsTr("Put aside by payers")
            coin: panel.entry.aside ?? {}
            unit: panel.unit
            practice: panel.practice
            Layout.fillWidth: true
        }
        CoinRow {
            label: qsTr("Earned, not paid out yet")
            coin: panel.entry.settled ?? {}
            unit: panel.unit
            practice: panel.practice
            Layout.fillWidth: true
        }
        Divider {
            Layout.fillWidth: true
        }
        ModelLineage {
            entry: panel.entry
            Layout.fillWidth: true
            onModelChosen: id => panel.modelChosen(id)
        }
        HashList {
            hashes: panel.entry.hashes ?? []
            place: panel.entry.place ?? ""
            Layout.fillWidth: true
        }
    }
    TrustSheet {
        id: trust

        title: panel.title
        level: panel.entry.level ?? "?"
        explanation: panel.entry.explanation ?? ""
        block: panel.entry.blockText ?? ""
        steps: panel.entry.steps ?? []
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// A model of this computer: what it was made of, how good it is, and what can be done with it.
SidePanel {
    id: panel

    required property ModelsView view
    readonly property var entry: panel.view.currentHere
    readonly property bool stale: panel.entry.behind === true || panel.entry.model > 0 && panel.entry.same === false

    signal registerRequested

    title: panel.entry.name ?? ""
    subtitle: panel.entry.stateText ?? ""
    closable: true

    footer: [
        Divider {
            Layout.fillWidth: true
        },
        ColumnLayout {
            spacing: Theme.gap8
            Layout.fillWidth: true
            Layout.margins: Theme.gap16

            Button {
                visible: panel.stale
                text: qsTr("Bring up to date")
                iconName: "refresh"
                variant: Button.Primary
                enabled: !panel.view.training.running
                Layout.fillWidth: true
                onClicked: panel.view.bringUpToDate(panel.entry.name)
            }
            Button {
                visible: panel.entry.model === 0 || panel.entry.mine === true
                //: Registers a model of this computer, or changes its registration
                text: panel.entry.model === 0 ? qsTr("Put it on the network") : qsTr("Change title or price")
                iconName: "upload"
                variant: panel.stale || panel.entry.model > 0 ? Button.Plain : Button.Primary
                enabled: !panel.view.training.running
                Layout.fillWidth: true
                onClicked: panel.registerRequested()
            }
        }
    ]

    ColumnLayout {
        spacing: Theme.gap12
        Layout.fillWidth: true
        Layout.margins: Theme.gap16
        Layout.topMargin: 0

        Notice {
            visible: panel.stale
            tone: Tone.Caution
            iconName: "clock"
            text: panel.entry.behind ? qsTr("More has been published since it was trained.") : qsTr("What is on the network is an earlier version of it.")
            Layout.fillWidth: true
        }
        FactRow {
            label: qsTr("Records")
            value: panel.entry.records ?? ""
            labelWidth: Theme.px(96)
            Layout.fillWidth: true
        }
        FactRow {
            label: qsTr("Tokens")
            value: panel.entry.tokens ?? ""
            labelWidth: Theme.px(96)
            Layout.fillWidth: true
        }
        FactRow {
            label: qsTr("Made of")
            value: (panel.entry.data ?? []).join("\n")
            labelWidth: Theme.px(96)
            Layout.fillWidth: true
        }
        Divider {
            Layout.fillWidth: true
        }
        ModelEvaluation {
            view: panel.view
            entry: panel.entry
            Layout.fillWidth: true
        }
    }
}

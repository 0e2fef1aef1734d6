import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// One payout round: facts, how its fees are divided, checking it, its steps.
SidePanel {
    id: panel

    required property PayoutRounds view
    property string unit
    property bool practice: false
    readonly property var round: panel.view.current
    readonly property bool isOpen: panel.round.state === "open"

    signal objectRequested
    signal stepRequested(string key, string title, string detail, string action)

    title: panel.round.title ?? ""

    header: [
        RowLayout {
            spacing: Theme.gap8
            Layout.fillWidth: true
            Layout.leftMargin: Theme.gap16
            Layout.rightMargin: Theme.gap16
            Layout.bottomMargin: Theme.gap12

            RoundTag {
                round: panel.round
            }
            Item {
                Layout.fillWidth: true
            }
            TrustBadge {
                level: panel.round.level ?? "?"
                onClicked: trust.open()
            }
        },
        Divider {
            Layout.fillWidth: true
        }
    ]

    footer: [
        Divider {
            visible: next.visible
            Layout.fillWidth: true
        },
        Notice {
            readonly property var result: panel.view.checkResult

            // In sight of the button; what differs is said above.
            visible: (result.matches ?? false) && !panel.view.checking.running
            tone: Tone.Positive
            iconName: "check"
            title: result.title ?? ""
            text: result.text ?? ""
            Layout.fillWidth: true
            Layout.margins: Theme.gap16
            Layout.bottomMargin: 0
        },
        RoundNext {
            id: next

            view: panel.view
            Layout.fillWidth: true
            Layout.margins: Theme.gap16
            onObjectRequested: panel.objectRequested()
            onStepRequested: (key, title, detail, action) => panel.stepRequested(key, title, detail, action)
        }
    ]

    ColumnLayout {
        spacing: Theme.gap16
        Layout.fillWidth: true
        Layout.margins: Theme.gap16

        RoundCheck {
            view: panel.view
            Layout.fillWidth: true
        }
        RoundFacts {
            round: panel.round
            unit: panel.unit
            practice: panel.practice
            Layout.fillWidth: true
        }
        RoundSplit {
            visible: panel.round.split !== undefined
            division: panel.round.split ?? {}
            from: panel.round.splitFrom ?? ""
            unit: panel.unit
            practice: panel.practice
            Layout.fillWidth: true
        }
        ErrorBanner {
            what: panel.view.reading.errorTitle
            safe: panel.view.reading.errorDetail
            todo: panel.view.reading.errorAdvice
            Layout.fillWidth: true
            onDismissed: panel.view.reading.dismissError()
        }
        Divider {
            Layout.fillWidth: true
        }
        RoundSteps {
            view: panel.view
            Layout.fillWidth: true
        }
        HashList {
            hashes: panel.round.hashes ?? []
            place: panel.round.place ?? ""
            Layout.fillWidth: true
        }
    }
    TrustSheet {
        id: trust

        title: panel.title
        level: panel.round.level ?? "?"
        explanation: panel.round.explanation ?? ""
        block: panel.round.blockText ?? ""
        steps: panel.round.steps ?? []
    }
}

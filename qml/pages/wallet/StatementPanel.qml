import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// "Why this much?": one payout round, its answers, and the arithmetic to the last wei.
SidePanel {
    id: panel

    required property EarningsView earnings
    property string coin
    property bool practice: false
    readonly property var statement: panel.earnings.statement
    readonly property bool ready: panel.statement.answers !== undefined

    objectName: "statement"
    implicitWidth: Theme.statementPanel
    inset: Theme.gap24
    closable: true
    //: Title of the explanation of a payout round
    title: qsTr("Why this much?")
    subtitle: panel.statement.subtitle ?? ""
    onCloseRequested: panel.earnings.closeStatement()
    // Always in sight, however many answers there are.
    footer: [
        Loader {
            active: panel.ready
            visible: active
            sourceComponent: StatementCheck {
                earnings: panel.earnings // qmllint disable unqualified
            }
            Layout.fillWidth: true
            Layout.margins: Theme.gap12
        }
    ]

    LoadingState {
        visible: panel.earnings.explaining.running
        text: panel.earnings.explaining.step !== "" ? panel.earnings.explaining.step : qsTr("Following the coins of this round")
        cancellable: true
        Layout.fillWidth: true
        Layout.margins: Theme.gap24
        onCancelRequested: panel.earnings.closeStatement()
    }
    ErrorBanner {
        what: panel.earnings.explaining.errorTitle
        safe: panel.earnings.explaining.errorDetail
        todo: panel.earnings.explaining.errorAdvice
        //: Tries something once more
        actionText: qsTr("Try again")
        Layout.fillWidth: true
        Layout.margins: visible ? Theme.gap24 : 0
        onAction: panel.earnings.explain(panel.statement.model, panel.statement.round)
    }
    ColumnLayout {
        visible: panel.ready
        spacing: Theme.gap16
        Layout.fillWidth: true
        Layout.leftMargin: Theme.gap24
        Layout.rightMargin: Theme.gap24
        Layout.bottomMargin: Theme.gap24

        StatementFacts {
            statement: panel.statement
            Layout.fillWidth: true
        }
        Notice {
            visible: panel.ready && !panel.statement.final
            tone: Tone.Caution
            text: panel.statement.detail ?? ""
            Layout.fillWidth: true
        }
        StatementAnswers {
            statement: panel.statement
            coin: panel.coin
            practice: panel.practice
            Layout.fillWidth: true
            onMoreRequested: panel.earnings.showMore()
        }
        StatementLines {
            lines: panel.statement.sums ?? []
            practice: panel.practice
            Layout.fillWidth: true
        }
        Label {
            //: The limit of how answers are traced to records
            text: qsTr("Exact matching sees copied wording, not learning.")
            muted: true
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
    }
}

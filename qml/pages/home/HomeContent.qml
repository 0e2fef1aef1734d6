import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// The cards of Home; what they ask for is done by the page.
ColumnLayout {
    id: content

    required property Studio studio
    readonly property ContributionsView sent: content.studio.contributions
    readonly property EarningsView earnings: content.studio.earnings
    readonly property SendForReview sender: content.studio.sendForReview
    //: A coin that is worth nothing
    readonly property string unit: content.studio.practice ? qsTr("practice %1").arg(content.studio.coin) : content.studio.coin
    readonly property var figures: content.earnings.figures
    // Nothing earned, nothing on its way: known, not guessed.
    readonly property bool newcomer: content.earnings.known && content.earnings.earnedWei === "0" && (content.figures.pending?.text ?? "") === ""
    readonly property var totals: content.sent.totals
    readonly property var waiting: content.sender.waiting
    // One failure is said once: without a network everything here fails for the same reason.
    readonly property Operation failed: content.earnings.reading.failed ? content.earnings.reading : content.sent.listing
    readonly property int columns: width < Theme.px(820) ? 1 : 2

    signal trustRequested(string title, var figure)
    signal contributionRequested(var contribution)

    spacing: Theme.gap16

    Notice {
        visible: content.waiting.records !== undefined
        tone: Tone.Caution
        iconName: "send"
        //: A submission stopped on its way
        title: qsTr("%n records are on their way and wait", "", content.waiting.records ?? 0)
        text: content.sender.sending.failed ? content.sender.sending.errorDetail : qsTr("Nothing is lost and nothing is paid twice when you go on.")
        actions: [
            Button {
                //: Goes on with a submission that stopped
                text: qsTr("Go on")
                onClicked: content.sender.continueWaiting()
            }
        ]
        Layout.fillWidth: true
    }
    ProgressRow {
        visible: content.sender.sending.running
        text: content.sender.sending.step !== "" ? content.sender.sending.step : qsTr("Sending")
        value: content.sender.sending.progress
        Layout.fillWidth: true
    }
    ErrorBanner {
        what: content.failed.errorTitle
        safe: content.failed.errorDetail
        todo: content.failed.errorAdvice
        Layout.fillWidth: true
        onDismissed: content.failed.dismissError()
    }
    Card {
        visible: !content.earnings.known && content.earnings.reading.running
        Layout.fillWidth: true

        LoadingState {
            text: qsTr("Reading what you earned")
            Layout.fillWidth: true
        }
    }
    EarningsFigures {
        visible: content.earnings.known && !content.newcomer
        earnings: content.earnings
        coin: content.studio.coin
        unit: content.unit
        practice: content.studio.practice
        Layout.fillWidth: true
        onTrustRequested: (title, figure) => content.trustRequested(title, figure)
        onReasonRequested: {
            content.earnings.explainNewest();
            content.studio.place = "wallet";
        }
    }
    ClaimProgress {
        earnings: content.earnings
        Layout.fillWidth: true
    }
    GridLayout {
        columns: content.columns
        columnSpacing: Theme.gap16
        rowSpacing: Theme.gap16
        Layout.fillWidth: true

        NextStepCard {
            visible: content.newcomer
            stage: content.sent.contributions.length === 0 ? 0 : (content.totals.published ?? 0) > 0 ? 2 : 1
            reviewed: (content.totals.inReview ?? 0) === 0
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 10
            onPlaceRequested: place => content.studio.place = place
        }
        RoundsCard {
            visible: content.earnings.known && !content.newcomer
            earnings: content.earnings
            unit: content.unit
            coin: content.studio.coin
            practice: content.studio.practice
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 10
        }
        TotalsCard {
            totals: content.sent.totals
            uses: content.earnings.uses
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 9
        }
        NeedsYouCard {
            studio: content.studio
            unit: content.unit
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 10
            onReasonsRequested: contribution => content.contributionRequested(contribution)
        }
        SentCard {
            sent: content.sent
            // Three cards are left while it is not known what was earned.
            Layout.columnSpan: content.earnings.known ? 1 : content.columns
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 9
            onOpenRequested: contribution => content.contributionRequested(contribution)
            onAskRequested: content.studio.place = "answers"
        }
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// What is at stake, until when, and what was lost of it.
Card {
    id: card

    required property StakingView staking
    property string coin
    property bool practice: false
    readonly property var terms: card.staking.terms
    readonly property bool empty: card.staking.known && card.staking.stakes.length === 0

    // Nothing can be staked on a network without either kind of contract.
    readonly property bool worthShowing: card.staking.usable || card.staking.elsewhere.length > 0 || card.staking.reading.failed || !card.staking.known

    signal trustRequested(string title, var figure)

    //: Card with coins put at stake
    title: qsTr("Staking")

    LoadingState {
        visible: !card.staking.known && card.staking.reading.running
        text: qsTr("Reading what you have at stake")
        Layout.fillWidth: true
    }
    ErrorBanner {
        what: card.staking.reading.errorTitle
        safe: card.staking.reading.errorDetail
        todo: card.staking.reading.errorAdvice
        Layout.fillWidth: true
    }
    Label {
        visible: card.empty && card.staking.usable
        text: qsTr("Nothing is at stake. Reviewers and jurors put coins at stake; who does that can be drawn for panels and is paid for reviewing.")
        muted: true
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    Repeater {
        model: card.staking.stakes

        StakeRow {
            required property var modelData

            // qmllint disable unqualified
            stake: modelData
            coin: card.coin
            practice: card.practice
            enabled: !card.staking.changing.running && card.staking.obstacle === ""
            onTrustRequested: card.trustRequested(modelData.title, modelData)
            onTakeRequested: card.staking.take(modelData.datanet)
            // qmllint enable unqualified
            Layout.fillWidth: true
        }
    }
    Repeater {
        model: card.staking.losses

        Label {
            required property var modelData

            //: Part of a stake that was lost; %1 says how much, as what and when
            text: qsTr("Lost %1").arg(modelData.text)
            color: Theme.danger
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
    }
    Label {
        visible: card.terms.wait !== undefined && card.staking.stakes.length > 0
        //: %1 is an amount, %2 a duration
        text: qsTr("A vote that you seal and do not open costs %1. Taking a stake back takes %2.").arg(card.terms.penalty + " " + card.coin).arg(card.terms.wait)
        muted: true
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    Button {
        objectName: "putAtStake"
        visible: card.staking.usable
        enabled: !card.staking.changing.running && card.staking.obstacle === ""
        //: Button that opens the form for it
        text: qsTr("Put coins at stake")
        onClicked: sheet.open()
    }
    Notice {
        visible: card.staking.usable && card.staking.obstacle !== ""
        text: card.staking.obstacle
        Layout.fillWidth: true
    }
    ProgressRow {
        visible: card.staking.changing.running && !sheet.visible
        text: card.staking.changing.step !== "" ? card.staking.changing.step : qsTr("Asking the network")
        value: card.staking.changing.progress
        cancellable: false
        Layout.fillWidth: true
    }
    ErrorBanner {
        what: sheet.visible ? "" : card.staking.changing.errorTitle
        safe: card.staking.changing.errorDetail
        todo: card.staking.changing.errorAdvice
        dismissible: true
        Layout.fillWidth: true
        onDismissed: card.staking.changing.dismissError()
    }
    Notice {
        visible: outcome.text !== ""
        tone: Tone.Positive
        text: outcome.text
        Layout.fillWidth: true
    }
    Divider {
        visible: card.staking.usable && card.staking.elsewhere.length > 0
        Layout.fillWidth: true
    }
    Label {
        visible: card.staking.elsewhere.length > 0
        text: qsTr("OpenLedger's own staking is shown and not changed here. Its bank pays interest and gives stakes back, not the contract.")
        muted: true
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    Repeater {
        model: card.staking.elsewhere

        StakeRow {
            required property var modelData

            // qmllint disable unqualified
            stake: modelData
            coin: "WOPEN"
            onTrustRequested: card.trustRequested(modelData.title, modelData)
            // qmllint enable unqualified
            Layout.fillWidth: true
        }
    }

    QtObject {
        id: outcome

        property string text
    }
    Connections {
        target: card.staking

        function onDone(sentence: string) {
            outcome.text = sentence;
        }
    }
    Connections {
        target: card.staking.changing

        function onChanged() {
            if (card.staking.changing.running)
                outcome.text = "";
        }
    }
    StakeSheet {
        id: sheet

        staking: card.staking
        coin: card.coin
        practice: card.practice
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// Objecting to a proposed payout round that did not match, and what it costs.
Sheet {
    id: sheet

    required property PayoutRounds view
    property string unit
    property bool practice: false
    readonly property var round: sheet.view.current
    readonly property bool byProof: proof.checked
    readonly property bool inTime: sheet.round.canAskPanel ?? false

    title: qsTr("Object to this round")
    subtitle: qsTr("You computed it again and something else came out. Nothing is paid while an objection is open.")
    //: Objects to what was proposed for a payout round
    primaryText: qsTr("Object")
    primaryIcon: "flag"
    primaryEnabled: sheet.byProof || sheet.inTime
    busy: sheet.view.objecting.running
    onAboutToShow: {
        sheet.view.objecting.dismissError();
        (sheet.inTime ? panelCard : proof).checked = true;
        sheet.view.price();
    }
    onAccepted: sheet.view.object(sheet.byProof)

    Connections {
        target: sheet.view

        function onObjected() {
            sheet.close();
        }
    }

    RadioCard {
        id: panelCard

        checked: true
        text: qsTr("Ask the outside panel")
        detail: qsTr("Jurors read what this computer found and vote. If they agree with you, your coins return with half of the proposer's bond. If they don't, or can't decide, your coins are lost.")
        iconName: "scales"
        enabled: !sheet.busy && sheet.inTime
        Layout.fillWidth: true
    }
    Label {
        visible: !sheet.inTime
        text: qsTr("The time for asking the panel is over.")
        muted: true
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    RadioCard {
        id: proof

        text: qsTr("Prove it on the network")
        detail: qsTr("Works when an amount fell, an account was lost or stands twice, or the total is false: half of the proposer's bond is yours. Works too when the answers are not those that were signed for: their payers get their coins back. If nothing of the kind is found, nothing is sent.")
        iconName: "shield"
        enabled: !sheet.busy
        Layout.fillWidth: true
    }
    CoinRow {
        visible: !sheet.byProof
        label: qsTr("You put aside")
        coin: sheet.round.objectionBond ?? {}
        unit: sheet.unit
        practice: sheet.practice
        strong: true
        Layout.fillWidth: true
    }
    CoinRow {
        label: qsTr("Network fee, at most")
        coin: sheet.view.networkFee
        unit: sheet.unit
        practice: sheet.practice
        reason: sheet.view.pricing.running ? qsTr("asking") : sheet.view.pricing.errorDetail
        Layout.fillWidth: true
    }
    ErrorBanner {
        what: sheet.view.objecting.errorTitle
        safe: sheet.view.objecting.errorDetail
        todo: sheet.view.objecting.errorAdvice
        Layout.fillWidth: true
        onDismissed: sheet.view.objecting.dismissError()
    }
    ProgressRow {
        visible: sheet.view.objecting.running
        text: sheet.view.objecting.step !== "" ? sheet.view.objecting.step : qsTr("Sending the objection")
        value: sheet.view.objecting.progress
        cancellable: false
        Layout.fillWidth: true
    }
}

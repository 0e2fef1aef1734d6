import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

Sheet {
    id: sheet

    required property Studio studio
    readonly property SendForReview sender: sheet.studio.sendForReview
    readonly property var plan: sheet.sender.plan
    readonly property bool planned: sheet.plan.records !== undefined
    readonly property int removals: sheet.plan.removals ?? 0
    readonly property bool nothingNew: sheet.planned && sheet.plan.records === 0 && sheet.removals === 0
    property string folder
    property int datanet

    signal sent(real contribution)

    // Plans what sending the newest version would mean, and shows it.
    function prepare(folder, datanet) {
        share.checked = false;
        correct.checked = true;
        sheet.folder = folder;
        sheet.datanet = datanet;
        sheet.sender.prepare(folder, datanet);
        sheet.open();
    }

    //: Dialog that sends records for review; the number of records
    title: sheet.removals > 0 ? qsTr("Send a correction for review") : sheet.nothingNew ? qsTr("Nothing new to send") : sheet.planned ? qsTr("Send %n records for review", "", sheet.plan.records) : qsTr("Send for review")
    subtitle: sheet.planned ? qsTr("From <b>%1</b>, %2, to the datanet <b>%3</b>").arg(Markup.plain(sheet.plan.title)).arg(Markup.plain(sheet.plan.versionText)).arg(Markup.plain(sheet.plan.datanet)) : ""
    primaryText: sheet.nothingNew ? "" : sheet.removals > 0 ? qsTr("Send correction") : sheet.planned ? qsTr("Send %n records", "", sheet.plan.records) : qsTr("Send")
    //: Closes a sheet in which nothing is to be done
    cancelText: sheet.nothingNew ? qsTr("Close") : qsTr("Cancel")
    primaryIcon: "send"
    primaryEnabled: sheet.sender.canSend && share.checked
    busy: sheet.sender.sending.running
    onAccepted: sheet.sender.send(share.checked)

    Connections {
        target: sheet.sender

        function onSent(contribution) {
            sheet.close();
            sheet.sent(contribution);
        }
    }
    LoadingState {
        visible: sheet.sender.planning.running
        text: sheet.sender.planning.step !== "" ? sheet.sender.planning.step : qsTr("Reading rules and costs")
        Layout.fillWidth: true
    }
    ErrorBanner {
        what: sheet.sender.planning.errorTitle !== "" ? sheet.sender.planning.errorTitle : sheet.sender.sending.errorTitle
        safe: sheet.sender.planning.errorDetail !== "" ? sheet.sender.planning.errorDetail : sheet.sender.sending.errorDetail
        todo: sheet.sender.planning.errorAdvice !== "" ? sheet.sender.planning.errorAdvice : sheet.sender.sending.errorAdvice
        Layout.fillWidth: true
    }
    RulesNews {
        facts: sheet.plan.rulesNews ?? ({})
        Layout.fillWidth: true
    }
    // Made anew for each plan: rows that are filled while they are hidden keep the heights of empty ones (Qt 6.4).
    Loader {
        active: sheet.planned && !sheet.nothingNew
        visible: active
        sourceComponent: SendFacts {
            plan: sheet.plan // qmllint disable unqualified
            coin: sheet.studio.coin // qmllint disable unqualified
            practice: sheet.studio.practice // qmllint disable unqualified
        }
        Layout.fillWidth: true
    }
    Notice {
        visible: sheet.planned && sheet.plan.obstacle !== ""
        tone: sheet.nothingNew ? Tone.Neutral : Tone.Caution
        //: Why nothing can be sent now
        title: sheet.nothingNew ? qsTr("It is all there") : qsTr("This can't be sent yet")
        text: sheet.planned ? sheet.plan.obstacle : ""
        Layout.fillWidth: true
    }
    CheckBox {
        id: correct

        visible: sheet.sender.canCorrect && !sheet.sender.planning.running
        //: Whether changed copies of published records replace them
        text: qsTr("Correct what is published.")
        detail: qsTr("Otherwise only the new records are sent, beside the published ones.")
        enabled: !sheet.busy
        Layout.fillWidth: true
        onToggled: sheet.sender.prepare(sheet.folder, sheet.datanet, correct.checked)
    }
    CheckBox {
        id: share

        visible: sheet.planned && !sheet.nothingNew
        //: The person's word that they may share the records
        text: qsTr("I may share these.")
        detail: qsTr("I wrote them, or I have the right to share them under this licence.")
        Layout.fillWidth: true
    }
    ProgressRow {
        visible: sheet.sender.sending.running
        text: sheet.sender.sending.step !== "" ? sheet.sender.sending.step : qsTr("Sending")
        detail: qsTr("If this program stops, Home offers to go on from here.")
        value: sheet.sender.sending.progress
        cancellable: true
        Layout.fillWidth: true
        onCancelRequested: sheet.sender.sending.cancel()
    }
}

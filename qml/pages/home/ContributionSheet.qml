import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

Sheet {
    id: sheet

    required property ContributionDetails details
    property string unit
    property bool practice: false
    readonly property var appeal: sheet.shown.appeal ?? ({})
    readonly property var shown: sheet.details.shown
    readonly property bool known: sheet.shown.word !== undefined

    function show(contribution) {
        sheet.details.show(contribution);
        sheet.open();
    }

    title: sheet.shown.title ?? ""
    subtitle: Markup.plain(sheet.shown.subtitle ?? "")
    primaryText: ""
    cancelText: qsTr("Close")
    busy: sheet.details.takingBack.running
    onClosed: sheet.details.leave()
    footerStart: [
        Button {
            visible: sheet.shown.canTakeBack ?? false
            enabled: !sheet.details.takingBack.running
            //: Withdraws a contribution before it is decided
            text: qsTr("Take it back")
            //: Shown over the button "Take it back"
            hint: sheet.shown.copies ? qsTr("The deposit is lost already.") : sheet.shown.depositReturns ? qsTr("The deposit comes back.") : qsTr("Its reviewers are drawn: the deposit is lost.")
            onClicked: sure.open()
        },
        Button {
            objectName: "appealResult"
            visible: sheet.appeal.possible ?? false
            iconName: "scales"
            //: Asks an outside panel to judge a contribution anew
            text: qsTr("Appeal this result")
            onClicked: appealing.ask()
        },
        Button {
            objectName: "deliverOutside"
            visible: sheet.appeal.owed ?? false
            variant: Button.Primary
            busy: sheet.details.appeal.delivering.running
            enabled: !busy
            //: The contributor's records go to the panel that judges an appeal
            text: qsTr("Send the records to the outside panel")
            onClicked: sheet.details.appeal.deliver(sheet.shown.id)
        }
    ]

    LoadingState {
        visible: sheet.details.reading.running && !sheet.known
        text: qsTr("Reading where it stands")
        Layout.fillWidth: true
    }
    ErrorBanner {
        readonly property Operation failed: sheet.details.takingBack.failed ? sheet.details.takingBack : sheet.details.appeal.delivering.failed ? sheet.details.appeal.delivering : sheet.details.reading

        what: failed.errorTitle
        safe: failed.errorDetail
        todo: failed.errorAdvice
        Layout.fillWidth: true
    }
    StateSteps {
        visible: sheet.known
        model: sheet.shown.timeline ?? []
        horizontal: true
        Layout.fillWidth: true
    }
    ProgressRow {
        visible: sheet.details.appeal.delivering.running
        text: sheet.details.appeal.delivering.step !== "" ? sheet.details.appeal.delivering.step : qsTr("Sending the records to the outside panel")
        value: sheet.details.appeal.delivering.progress
        onCancelRequested: sheet.details.appeal.delivering.cancel()
        Layout.fillWidth: true
    }
    Notice {
        objectName: "copiesProven"
        visible: text !== ""
        tone: Tone.Danger
        //: Of a contribution whose records others had published before
        title: qsTr("Copies were proven, and the deposit is lost")
        text: sheet.shown.copies ?? ""
        Layout.fillWidth: true
    }
    RulesNews {
        facts: sheet.shown.rulesNews ?? ({})
        Layout.fillWidth: true
    }
    Loader {
        active: sheet.known
        visible: active
        sourceComponent: ContributionFacts {
            shown: sheet.shown // qmllint disable unqualified
        }
        Layout.fillWidth: true
    }
    Loader {
        active: sheet.known && (sheet.shown.cameBack ?? []).length > 0
        visible: active
        sourceComponent: ContributionReasons {
            cameBack: sheet.shown.cameBack // qmllint disable unqualified
            further: sheet.shown.furtherCameBack // qmllint disable unqualified
        }
        Layout.fillWidth: true
    }

    AppealSheet {
        id: appealing

        objectName: "appeal"
        details: sheet.details
        unit: sheet.unit
        practice: sheet.practice
    }
    Sheet {
        id: sure

        //: Asks before a contribution is withdrawn
        title: qsTr("Take it back?")
        primaryText: qsTr("Take it back")
        primaryDanger: true
        cancelText: qsTr("Leave it")
        onAccepted: {
            sure.close();
            sheet.details.takeBack();
        }

        Label {
            text: sheet.shown.copies ? qsTr("Nobody reviews it any more. You can send it again later.") : sheet.shown.depositReturns ? qsTr("Nobody reviews it any more, and the deposit comes back. You can send it again later.") : qsTr("Nobody reviews it any more. The deposit is lost, because its reviewers are drawn already. You can send it again later.")
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// What appealing the result of a contribution costs and may bring, before it is signed.
Sheet {
    id: sheet

    required property ContributionDetails details
    property string unit
    property bool practice: false
    readonly property var shown: sheet.details.shown
    readonly property var appeal: sheet.shown.appeal ?? ({})
    readonly property var reasons: sheet.details.appeal.reasons
    readonly property bool own: sheet.appeal.own ?? false

    function ask(): void {
        sheet.details.appeal.appealing.dismissError();
        words.clear();
        about.currentIndex = about.other;
        sheet.open();
    }

    title: qsTr("Appeal this result")
    subtitle: qsTr("Jurors whom the datanet's owner does not choose judge the records anew. What they decide is the last word.")
    //: Button: asks the outside panel
    primaryText: qsTr("Appeal")
    primaryIcon: "scales"
    primaryEnabled: sheet.appeal.possible ?? false
    busy: sheet.details.appeal.appealing.running
    onAccepted: sheet.details.appeal.appeal(sheet.shown.id, sheet.reasons[about.currentIndex].code, words.text, sheet.own)

    Connections {
        target: sheet.details.appeal

        function onAppealed() {
            sheet.close();
        }
    }
    FactRow {
        //: What the first reviewers decided
        label: qsTr("Now")
        value: sheet.appeal.against ?? ""
        Layout.fillWidth: true
    }
    FactRow {
        //: Until when an appeal is possible
        label: qsTr("Possible until")
        value: sheet.appeal.until ?? ""
        Layout.fillWidth: true
    }
    CoinRow {
        label: qsTr("You put aside")
        coin: sheet.appeal.coin ?? {}
        unit: sheet.unit
        practice: sheet.practice
        strong: true
        Layout.fillWidth: true
    }
    Label {
        text: qsTr("If they decide otherwise, or can't decide, your coins return. If they come to the same result, your coins are lost.")
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    Label {
        text: sheet.own ? qsTr("Your records are encrypted to them and sent next. If they don't get there in time, your coins are lost and the result stands.") : qsTr("They need the records from whoever sent them. If those don't come in time, your coins return, and an acceptance falls.")
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    Field {
        //: What an appeal is about: one of the reasons that reviewers give
        label: qsTr("It is about")
        Layout.fillWidth: true

        ComboBox {
            id: about

            readonly property int other: sheet.reasons.findIndex(each => each.code === "other")

            objectName: "appealReason"
            name: qsTr("What the appeal is about")
            model: sheet.reasons.map(each => each.text)
            currentIndex: about.other
            Layout.fillWidth: true
        }
    }
    Field {
        //: Why somebody appeals, for the jurors to read
        label: qsTr("Why, in your own words")
        Layout.fillWidth: true

        TextField {
            id: words

            objectName: "appealWords"
            name: qsTr("Reason of the appeal")
            maximumLength: 2000
            Layout.fillWidth: true
        }
    }
    Label {
        visible: !sheet.primaryEnabled
        text: qsTr("An appeal is not possible any more.")
        muted: true
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    ErrorBanner {
        what: sheet.details.appeal.appealing.errorTitle
        safe: sheet.details.appeal.appealing.errorDetail
        todo: sheet.details.appeal.appealing.errorAdvice
        Layout.fillWidth: true
        onDismissed: sheet.details.appeal.appealing.dismissError()
    }
    ProgressRow {
        visible: sheet.details.appeal.appealing.running
        text: sheet.details.appeal.appealing.step !== "" ? sheet.details.appeal.appealing.step : qsTr("Sending the appeal")
        value: sheet.details.appeal.appealing.progress
        cancellable: false
        Layout.fillWidth: true
    }
}

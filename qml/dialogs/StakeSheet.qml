import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

Sheet {
    id: sheet

    required property StakingView staking
    property string coin
    property bool practice: false
    readonly property var terms: sheet.staking.terms
    readonly property bool juror: role.currentIndex === 1
    readonly property var place: sheet.staking.places[where.currentIndex] ?? null
    readonly property string least: (sheet.juror ? sheet.terms.juror : sheet.terms.reviewer) ?? ""

    //: Dialog that puts coins at stake
    title: qsTr("Put coins at stake")
    subtitle: qsTr("Who has coins at stake can be drawn for panels. The coins stay yours.")
    primaryText: qsTr("Put at stake")
    primaryEnabled: amount.text.trim() !== "" && (sheet.juror || sheet.place !== null)
    busy: sheet.staking.changing.running
    onAboutToShow: {
        sheet.staking.changing.dismissError();
        amount.text = sheet.least;
    }
    onOpened: amount.forceActiveFocus(Qt.TabFocusReason)
    onAccepted: sheet.staking.put(sheet.juror ? 0 : sheet.place.id, amount.text)

    Connections {
        target: sheet.staking

        function onDone() {
            sheet.close();
        }
    }

    SegmentedSwitch {
        id: role

        objectName: "stakeRole"
        name: qsTr("As what")
        enabled: !sheet.busy
        segments: [
            {
                //: A role: votes on contributions to one datanet
                text: qsTr("Reviewer")
            },
            {
                //: A role: votes on appeals and disputes of any datanet
                text: qsTr("Juror")
            }
        ]
        Layout.fillHeight: false
        onActivated: amount.text = sheet.least
    }
    Label {
        text: sheet.juror ? qsTr("Jurors decide appeals and disputes about payout rounds, of any datanet they have no part in.") : qsTr("Reviewers decide what a datanet accepts. They are paid from the answers that use what they accepted.")
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    Field {
        visible: !sheet.juror
        label: qsTr("Datanet")
        error: sheet.staking.places.length === 0 ? qsTr("There is no datanet on this network yet.") : ""
        Layout.fillWidth: true
        Layout.fillHeight: false

        ComboBox {
            id: where

            name: qsTr("Datanet")
            enabled: !sheet.busy
            model: Array.from(sheet.staking.places).map(place => place.title)
            Layout.fillWidth: true
            Layout.preferredHeight: Theme.control
        }
    }
    Field {
        //: An amount to put at stake; %1 is the coin
        label: sheet.practice ? qsTr("Amount, in practice %1").arg(sheet.coin) : qsTr("Amount, in %1").arg(sheet.coin)
        hint: sheet.least === "" ? "" : qsTr("At least %1 in all.").arg(sheet.least)
        Layout.fillWidth: true
        Layout.fillHeight: false

        TextField {
            id: amount

            objectName: "stakeAmount"
            name: qsTr("Amount")
            enabled: !sheet.busy
            Layout.fillWidth: true
        }
    }
    Label {
        visible: sheet.terms.wait !== undefined
        //: %1 is an amount, %2 a duration
        text: qsTr("A vote that you seal and do not open costs %1. Voting unlike the others costs nothing. You can ask for the coins back at any time and have them %2 later, once no panel holds them.").arg(sheet.terms.penalty + " " + sheet.coin).arg(sheet.terms.wait)
        muted: true
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    ErrorBanner {
        what: sheet.staking.changing.errorTitle
        safe: sheet.staking.changing.errorDetail
        todo: sheet.staking.changing.errorAdvice
        Layout.fillWidth: true
        onDismissed: sheet.staking.changing.dismissError()
    }
    ProgressRow {
        visible: sheet.staking.changing.running
        text: sheet.staking.changing.step !== "" ? sheet.staking.changing.step : qsTr("Putting coins at stake")
        value: sheet.staking.changing.progress
        cancellable: false
        Layout.fillWidth: true
    }
}

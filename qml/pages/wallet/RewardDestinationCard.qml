import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// Where the rewards of the account in use are paid, and who may ask for them if its key is lost.
Card {
    id: card

    required property RewardDestination destination
    readonly property var own: card.destination.own
    readonly property var payee: card.own.payee ?? {}
    readonly property var recovery: card.own.recovery ?? {}
    readonly property var asked: card.own.asked ?? {}
    readonly property bool isAsked: card.asked.to !== undefined

    signal trustRequested(string title, var figure)
    signal changeRequested
    signal otherRequested

    //: Card that says to which address rewards are paid
    title: qsTr("Where rewards go")

    LoadingState {
        visible: card.payee.known === undefined && card.destination.reading.running
        text: qsTr("Asking the network")
        Layout.fillWidth: true
    }
    ErrorBanner {
        what: card.destination.reading.errorTitle
        safe: card.destination.reading.errorDetail
        todo: card.destination.reading.errorAdvice
        Layout.fillWidth: true
    }
    Notice {
        visible: card.isAsked
        tone: Tone.Danger
        //: Somebody wants the rewards paid elsewhere; %1 is an account or address
        title: qsTr("Your rewards were asked for, for %1").arg(card.asked.to ?? "")
        //: %1 is a date with time
        text: card.asked.ready ? qsTr("Its time is over: anyone can put it into force now. If this was not you, stop it at once and name another recovery address.") : qsTr("If this was not you, stop it before %1 and name another recovery address.").arg(card.asked.from ?? "")
        Layout.fillWidth: true
    }
    Button {
        objectName: "stopRedirect"
        visible: card.isAsked
        enabled: card.destination.canChange
        busy: card.destination.changing.running
        //: Button: rewards are not to be paid to whoever asked for them
        text: qsTr("Stop it")
        iconName: "ban"
        onClicked: card.destination.stop()
    }
    RowLayout {
        visible: card.payee.known !== undefined
        spacing: Theme.gap12
        Layout.fillWidth: true

        FactRow {
            //: Before the address that rewards are paid to
            label: qsTr("Paid to")
            value: card.payee.known ? card.payee.text : qsTr("unknown")
            Layout.fillWidth: true
        }
        TrustBadge {
            visible: level !== ""
            level: card.payee.level ?? ""
            compact: true
            onClicked: card.trustRequested(qsTr("Paid to"), card.payee)
        }
    }
    RowLayout {
        visible: card.recovery.known !== undefined
        spacing: Theme.gap12
        Layout.fillWidth: true

        FactRow {
            //: Before the address that may ask for the rewards when the account's key is lost
            label: qsTr("If the key is lost")
            value: !card.recovery.known ? qsTr("unknown") : card.recovery.address === "" ? qsTr("Nobody can ask for them") : qsTr("%1 can ask for them").arg(card.recovery.text)
            Layout.fillWidth: true
        }
        TrustBadge {
            visible: level !== ""
            level: card.recovery.level ?? ""
            compact: true
            onClicked: card.trustRequested(qsTr("If the key is lost"), card.recovery)
        }
    }
    Flow {
        visible: card.payee.known !== undefined
        spacing: Theme.gap12
        Layout.fillWidth: true

        Button {
            objectName: "changeDestination"
            enabled: card.destination.canChange
            text: qsTr("Change\u2026")
            onClicked: card.changeRequested()
        }
        Button {
            objectName: "otherRewards"
            enabled: card.destination.canChange
            //: Button for who was named as the recovery address of an account
            text: qsTr("A lost account's rewards\u2026")
            variant: Button.Quiet
            onClicked: card.otherRequested()
        }
    }
}

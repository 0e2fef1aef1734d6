import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

Card {
    id: card

    required property ContributionsView sent

    signal openRequested(var contribution)
    signal askRequested

    //: Card with everything the account has sent
    title: qsTr("What you sent")

    Label {
        visible: card.sent.contributions.length === 0 && card.sent.listing.failed
        text: qsTr("Not known now.")
        muted: true
        Layout.fillWidth: true
    }
    EmptyState {
        visible: card.sent.contributions.length === 0 && !card.sent.listing.running && !card.sent.listing.failed
        iconName: "send"
        title: qsTr("Nothing sent yet")
        text: qsTr("What you send for review is listed here, with where it stands and why anything came back.")
        Layout.fillWidth: true
    }
    LoadingState {
        visible: card.sent.contributions.length === 0 && card.sent.listing.running
        text: card.sent.listing.step.length > 0 ? card.sent.listing.step : qsTr("Asking the network")
        value: card.sent.listing.progress
        Layout.fillWidth: true
    }
    Repeater {
        model: card.sent.contributions

        ContributionRow {
            required property var modelData

            contribution: modelData
            Layout.fillWidth: true
            onOpenRequested: card.openRequested(modelData) // qmllint disable unqualified
            onAskRequested: card.askRequested() // qmllint disable unqualified
        }
    }
    Button {
        visible: card.sent.more
        //: Button: lists contributions that were sent earlier
        text: qsTr("Show older ones")
        variant: Button.Link
        iconName: "chevron-down"
        enabled: !card.sent.listing.running
        onClicked: card.sent.showMore()
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.Controls

// Before anything was earned: the way there, and the next thing to do.
Card {
    id: card

    // 0 nothing sent, 1 sent, 2 published
    property int stage: 0
    // What was sent is decided already.
    property bool reviewed: false

    signal placeRequested(string place)

    //: Card for somebody who has not earned anything yet
    title: qsTr("On the way to your first reward")
    stretch: true

    StateSteps {
        model: [
            //: Steps to the first reward
            {title: qsTr("Send records"), state: card.stage > 0 ? "done" : "current"},
            {title: qsTr("Reviewed and published"), state: card.stage > 1 ? "done" : card.stage > 0 ? "current" : "waiting"},
            {title: qsTr("A paid answer uses them"), state: card.stage > 1 ? "current" : "waiting"},
            {title: qsTr("Payout round closes"), state: "waiting"}
        ]
        Layout.fillWidth: true
    }
    Label {
        text: card.stage === 0 ? qsTr("Bring records in under My data, mend what the checks find, and send them for review.") : card.stage === 1 && card.reviewed ? qsTr("Reviewers have decided. It is published as soon as the time for objections is over.") : card.stage === 1 ? qsTr("Reviewers are looking at what you sent. It goes on by itself; what comes back says why.") : qsTr("Your records are published. Each paid answer that uses their words counts for you when its payout round closes. You can ask a model yourself.")
        muted: true
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    Item {
        Layout.fillHeight: true
    }
    Button {
        text: card.stage === 0 ? qsTr("Go to My data") : card.stage === 1 ? qsTr("See the datanets") : qsTr("Go to Answers")
        variant: Button.Primary
        onClicked: card.placeRequested(["data", "datanets", "answers"][card.stage])
    }
}

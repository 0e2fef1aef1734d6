import QtQuick
import QtQuick.Layouts
import Datanet.Controls

Card {
    id: card

    property var totals: ({})
    readonly property bool known: card.totals.accepted !== undefined
    readonly property int all: card.known ? Math.max(1, card.totals.inReview + card.totals.accepted + card.totals.cameBack) : 1

    //: Card that counts the records of all contributions by state
    title: qsTr("Your records")
    header: [
        TrustBadge {
            visible: card.known
            explained: false
            level: card.totals.level ?? ""
        }
    ]

    Repeater {
        model: [
            {key: "inReview", icon: "clock", text: qsTr("In review")},
            {key: "accepted", icon: "check", text: qsTr("Accepted")},
            {key: "published", icon: "book", text: qsTr("Published")},
            {key: "cameBack", icon: "undo", text: qsTr("Came back")}
        ]

        StatRow {
            required property var modelData

            iconName: modelData.icon
            label: modelData.text
            //: Shown for a count that is not known
            value: card.known ? card.totals[modelData.key] : qsTr("unknown") // qmllint disable unqualified
            share: card.known ? card.totals[modelData.key] / card.all : 0 // qmllint disable unqualified
            Layout.fillWidth: true
        }
    }
}

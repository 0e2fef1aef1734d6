import QtQuick
import QtQuick.Layouts
import Datanet.Controls

Card {
    id: card

    // Of ContributionsView.
    property var totals: ({})
    // Of EarningsView.
    property var uses: ({})
    readonly property bool known: card.totals.accepted !== undefined
    readonly property int all: card.known ? Math.max(1, card.totals.inReview + card.totals.accepted + card.totals.cameBack) : 1
    readonly property var counts: Object.assign({}, card.totals, card.uses)

    //: Card that counts the records of all contributions by state
    title: qsTr("Your contributions")
    spacing: Theme.gap16
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
            {key: "cameBack", icon: "undo", text: qsTr("Came back")},
            //: Records that models were made of
            {key: "trained", icon: "chip", text: qsTr("Trained on")},
            //: Records that paid answers used
            {key: "used", icon: "chat", text: qsTr("Used in answers")}
        ]

        StatRow {
            id: row

            required property var modelData
            readonly property var count: card.counts[row.modelData.key] // qmllint disable unqualified

            iconName: row.modelData.icon
            label: row.modelData.text
            //: Shown for a count that is not known
            value: row.count !== undefined ? row.count : qsTr("unknown")
            share: row.count !== undefined ? row.count / card.all : 0 // qmllint disable unqualified
            fill: row.modelData.key === "inReview" || row.modelData.key === "cameBack" ? Theme.caution : Theme.accent
            Layout.fillWidth: true
        }
    }
    Divider {
        Layout.fillWidth: true
    }
    Label {
        text: card.uses.trainedReason ?? card.uses.usedReason ?? qsTr("A record earns only when a paid answer uses its words.")
        muted: true
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
}

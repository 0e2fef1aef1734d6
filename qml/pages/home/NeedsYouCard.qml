import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// What waits for this person, each with the button that deals with it.
Card {
    id: card

    required property Studio studio
    property string unit
    readonly property EarningsView earnings: card.studio.earnings
    readonly property int reviews: card.studio.reviewDesk.waiting
    readonly property var cameBack: card.studio.contributions.contributions.find(one => (one.cameBack ?? 0) > 0) ?? null
    readonly property var account: card.studio.wallet.accounts.find(one => one.address === card.studio.accountAddress) ?? null
    readonly property var needs: [
        {
            now: card.earnings.canClaim, key: "claim", icon: "wallet", tone: Tone.Accent,
            //: %1 is an amount with its coin
            title: qsTr("%1 can be claimed").arg(card.earnings.claimable + " " + card.unit),
            text: qsTr("From payout rounds that are final."),
            action: qsTr("Claim now")
        },
        {
            now: card.cameBack !== null, key: "reasons", icon: "file", tone: Tone.Caution,
            title: qsTr("%n records came back", "", card.cameBack?.cameBack ?? 0),
            //: %1 names a contribution
            text: qsTr("From %1. The reviewers say why.").arg(card.cameBack?.title ?? ""),
            action: qsTr("Read")
        },
        {
            now: card.reviews > 0, key: "review", icon: "scales", tone: Tone.Accent,
            title: qsTr("%n reviews are waiting", "", card.reviews),
            text: qsTr("Votes have a deadline."),
            action: qsTr("Review")
        },
        {
            now: card.account?.unsaved ?? false, key: "save", icon: "key", tone: Tone.Caution,
            //: %1 is the name of an account
            title: qsTr("%1 has no copy elsewhere").arg(card.account?.name ?? ""),
            text: qsTr("Its recovery words were not written down."),
            action: qsTr("See how")
        }
    ].filter(need => need.now)

    signal reasonsRequested(var contribution)

    function act(key: string) {
        if (key === "claim")
            card.earnings.claim();
        else if (key === "reasons")
            card.reasonsRequested(card.cameBack);
        else
            card.studio.place = key === "review" ? "datanets" : "wallet";
    }

    //: Card with what waits for this person
    title: qsTr("Needs you now")
    spacing: Theme.gap12
    header: [
        CountBadge {
            visible: card.needs.length > 0
            text: card.needs.length
        }
    ]

    Label {
        visible: card.needs.length === 0
        //: Nothing waits for this person
        text: qsTr("Nothing waits for you.")
        muted: true
        Layout.fillWidth: true
    }
    Repeater {
        model: card.needs

        ColumnLayout {
            id: need

            required property int index
            required property var modelData

            spacing: Theme.gap12
            Layout.fillWidth: true
            Accessible.role: Accessible.ListItem
            Accessible.name: need.modelData.title

            Divider {
                visible: need.index > 0
                Layout.fillWidth: true
            }
            RowLayout {
                spacing: Theme.gap12
                Layout.fillWidth: true

                IconTile {
                    iconName: need.modelData.icon
                    tone: need.modelData.tone
                    Layout.alignment: Qt.AlignTop
                }
                ColumnLayout {
                    spacing: 0
                    Layout.fillWidth: true

                    Label {
                        text: need.modelData.title
                        kind: Label.Strong
                        wrapMode: Text.Wrap
                        Layout.fillWidth: true
                    }
                    Label {
                        text: need.modelData.text
                        muted: true
                        wrapMode: Text.Wrap
                        Layout.fillWidth: true
                    }
                }
                Button {
                    text: need.modelData.action
                    onClicked: card.act(need.modelData.key) // qmllint disable unqualified
                }
            }
        }
    }
}

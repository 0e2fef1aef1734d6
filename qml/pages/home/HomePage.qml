import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

FocusScope {
    id: page

    required property Studio studio
    readonly property ContributionsView sent: page.studio.contributions
    readonly property SendForReview sender: page.studio.sendForReview
    readonly property EarningsView earnings: page.studio.earnings
    //: A coin that is worth nothing
    readonly property string unit: page.studio.practice ? qsTr("practice %1").arg(page.studio.coin) : page.studio.coin
    readonly property var cameBack: page.sent.contributions.find(one => (one.cameBack ?? 0) > 0) ?? null
    readonly property var account: page.studio.wallet.accounts.find(one => one.address === page.studio.accountAddress) ?? null
    // Nothing earned, nothing on its way: known, not guessed.
    readonly property bool newcomer: page.earnings.known && page.earnings.earnedWei === "0" && (page.earnings.figures.pending?.text ?? "") === ""
    readonly property var needs: {
        const list = [];
        if (page.earnings.canClaim)
            list.push({
                key: "claim", icon: "wallet", tone: Tone.Accent,
                //: %1 is an amount with its coin
                title: qsTr("%1 can be claimed").arg(page.earnings.claimable + " " + page.unit),
                text: qsTr("From payout rounds that are final."), action: qsTr("Claim now")
            });
        if (page.cameBack)
            list.push({
                key: "reasons", icon: "file", tone: Tone.Caution,
                title: qsTr("%n records came back", "", page.cameBack.cameBack),
                //: %1 names a contribution
                text: qsTr("From %1. The reviewers say why.").arg(page.cameBack.title), action: qsTr("Read")
            });
        if (page.studio.reviewDesk.waiting > 0)
            list.push({
                key: "review", icon: "scales", tone: Tone.Accent,
                title: qsTr("%n reviews are waiting", "", page.studio.reviewDesk.waiting),
                text: qsTr("Votes have a deadline."), action: qsTr("Review")
            });
        if (page.account && page.account.unsaved)
            list.push({
                key: "save", icon: "key", tone: Tone.Caution,
                //: %1 is the name of an account
                title: qsTr("%1 has no copy elsewhere").arg(page.account.name),
                text: qsTr("Its recovery words were not written down."), action: qsTr("See how")
            });
        return list;
    }

    function act(key: string) {
        if (key === "claim")
            page.earnings.claim();
        else if (key === "reasons")
            opened.show(page.cameBack.id);
        else
            page.studio.place = key === "review" ? "datanets" : "wallet";
    }
    function open(contribution: var) {
        opened.show(contribution.id);
    }
    function explain(title: string, figure: var) {
        trust.title = title;
        trust.level = figure.level;
        trust.steps = figure.steps;
        trust.open();
    }

    focus: true
    Component.onCompleted: {
        page.sent.refresh();
        page.earnings.refresh();
        page.sender.refreshWaiting();
    }

    Connections {
        target: page.earnings

        function onClaimed(sentence: string) {
            toast.show(sentence, Tone.Positive, "");
        }
    }
    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        Header {
            //: Title of the first page
            title: qsTr("Home")
            Layout.fillWidth: true

            Button {
                //: Leads to the page with the data sets
                text: qsTr("New data set")
                iconName: "plus"
                onClicked: page.studio.place = "data"
            }
        }
        ScrollArea {
            id: area

            Layout.fillWidth: true
            Layout.fillHeight: true

            Item {
                width: area.width
                implicitHeight: content.implicitHeight + 2 * Theme.gap24

                HomeContent {
                    id: content

                    x: Theme.gap24
                    y: Theme.gap24
                    width: parent.width - 2 * Theme.gap24
                    home: page
                }
            }
        }
    }
    Toast {
        id: toast
    }
    TrustSheet {
        id: trust

        explanation: page.studio.trustDetail
        block: page.studio.blockText
    }
    ContributionSheet {
        id: opened

        objectName: "contribution"
        details: page.sent.details
    }
}

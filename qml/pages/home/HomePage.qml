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
                    studio: page.studio
                    onTrustRequested: (title, figure) => page.explain(title, figure)
                    onContributionRequested: contribution => opened.show(contribution.id)
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
        unit: content.unit
        practice: page.studio.practice
    }
}

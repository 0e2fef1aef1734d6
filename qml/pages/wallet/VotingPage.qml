import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// What is voted on, newest first.
Item {
    id: page

    required property Studio studio
    readonly property Voting voting: page.studio.voting

    signal back

    // Stages pass with time, and on the practice network time is short.
    Timer {
        interval: 5000
        repeat: true
        running: page.visible && page.studio.practice
        onTriggered: if (!page.voting.reading.running && !page.voting.acting.running)
            page.voting.refresh()
    }
    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        Header {
            //: Title of the page with what is voted on
            title: qsTr("Proposals")
            trail: [{text: qsTr("Wallet"), key: "wallet"}]
            Layout.fillWidth: true
            onTrailChosen: page.back()

            IconButton {
                iconName: "refresh"
                //: Reads the proposals anew
                name: qsTr("Read again")
                enabled: !page.voting.reading.running
                onClicked: page.voting.refresh()
            }
        }
        ErrorBanner {
            what: page.voting.reading.errorTitle
            safe: page.voting.reading.errorDetail
            todo: page.voting.reading.errorAdvice
            actionText: qsTr("Try again")
            Layout.fillWidth: true
            Layout.margins: visible ? Theme.gap24 : 0
            onAction: page.voting.refresh()
            onDismissed: page.voting.reading.dismissError()
        }
        LoadingState {
            visible: !page.voting.known && page.voting.reading.running
            text: qsTr("Reading what is voted on")
            cancellable: true
            Layout.alignment: Qt.AlignCenter
            Layout.fillHeight: true
            onCancelRequested: page.voting.reading.cancel()
        }
        EmptyState {
            visible: page.voting.known && page.voting.proposals.length === 0
            iconName: "scales"
            title: qsTr("Nothing was proposed yet")
            text: qsTr("The rules of this network change by vote only. Whoever has enough votes can propose a change on the command line: datanet governance propose")
            Layout.alignment: Qt.AlignCenter
            Layout.fillHeight: true
        }
        Label {
            visible: text !== "" && page.voting.proposals.length > 0
            text: page.voting.rules
            muted: true
            wrapMode: Text.Wrap
            Layout.fillWidth: true
            Layout.maximumWidth: Theme.px(640)
            Layout.margins: Theme.gap24
            Layout.bottomMargin: 0
        }
        ListView {
            id: list

            objectName: "proposalList"
            visible: page.voting.proposals.length > 0
            model: page.voting.proposals
            clip: true
            spacing: Theme.gap16
            topMargin: Theme.gap16
            bottomMargin: Theme.gap24
            Layout.fillWidth: true
            Layout.fillHeight: true
            Accessible.name: qsTr("Proposals")

            delegate: ProposalCard {
                required property var modelData

                // qmllint disable unqualified
                x: Theme.gap24
                width: Math.min(list.width - 2 * Theme.gap24, Theme.px(640))
                voting: page.voting
                proposal: modelData
                onTrustRequested: (title, figure) => {
                    trust.title = title;
                    trust.level = figure.level;
                    trust.steps = figure.steps;
                    trust.open();
                }
                // qmllint enable unqualified
            }
        }
    }
    Shortcut {
        enabled: page.visible
        sequences: ["Esc"]
        onActivated: page.back()
    }
    TrustSheet {
        id: trust

        explanation: page.studio.trustDetail
        block: page.studio.blockText
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

ColumnLayout {
    id: page

    required property Studio studio
    readonly property ContributionsView sent: page.studio.contributions
    readonly property SendForReview sender: page.studio.sendForReview
    readonly property var waiting: page.sender.waiting
    readonly property var accounts: page.studio.wallet.accounts
    readonly property var balance: page.accounts.find(account => account.address === page.studio.accountAddress) ?? null

    spacing: 0
    Component.onCompleted: {
        page.sent.refresh();
        page.sender.refreshWaiting();
    }

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
            implicitHeight: grid.implicitHeight + 2 * Theme.gap24

            GridLayout {
                id: grid

                x: Theme.gap24
                y: Theme.gap24
                width: parent.width - 2 * Theme.gap24
                columns: width < Theme.px(820) ? 1 : 2
                columnSpacing: Theme.gap16
                rowSpacing: Theme.gap16

                Notice {
                    visible: page.waiting.records !== undefined
                    tone: Tone.Caution
                    iconName: "send"
                    //: A submission stopped on its way
                    title: qsTr("%n records are on their way and wait", "", page.waiting.records ?? 0)
                    text: page.sender.sending.failed ? page.sender.sending.errorDetail : qsTr("Nothing is lost and nothing is paid twice when you go on.")
                    actions: [
                        Button {
                            //: Goes on with a submission that stopped
                            text: qsTr("Go on")
                            onClicked: page.sender.continueWaiting()
                        }
                    ]
                    Layout.columnSpan: grid.columns
                    Layout.fillWidth: true
                }
                ProgressRow {
                    visible: page.sender.sending.running
                    text: page.sender.sending.step !== "" ? page.sender.sending.step : qsTr("Sending")
                    value: page.sender.sending.progress
                    Layout.columnSpan: grid.columns
                    Layout.fillWidth: true
                }
                Card {
                    //: Card with the balance of the account in use
                    title: qsTr("You have")
                    header: [
                        TrustBadge {
                            visible: level !== ""
                            level: page.balance ? page.balance.level : ""
                            onClicked: page.studio.place = "wallet"
                        }
                    ]
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredWidth: 1

                    AmountLabel {
                        amount: page.balance ? page.balance.amount : ""
                        unit: page.studio.practice ? qsTr("practice %1").arg(page.studio.coin) : page.studio.coin
                        fullAmount: page.balance ? page.balance.fullAmount : ""
                        //: Why no balance is shown
                        reason: page.balance ? page.balance.reason : qsTr("There is no account yet.")
                        practice: page.studio.practice
                        size: AmountLabel.Figure
                    }
                    Label {
                        text: page.studio.accountName
                        muted: true
                        Layout.fillWidth: true
                    }
                }
                TotalsCard {
                    totals: page.sent.totals
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredWidth: 1
                }
                Card {
                    //: Card with everything the account has sent
                    title: qsTr("What you sent")
                    Layout.columnSpan: grid.columns
                    Layout.fillWidth: true

                    ErrorBanner {
                        what: page.sent.listing.errorTitle
                        safe: page.sent.listing.errorDetail
                        todo: page.sent.listing.errorAdvice
                        Layout.fillWidth: true
                    }
                    EmptyState {
                        visible: page.sent.contributions.length === 0 && !page.sent.listing.running && !page.sent.listing.failed
                        iconName: "send"
                        title: qsTr("Nothing sent yet")
                        text: qsTr("Bring records in under My data, mend what the checks find, and send them for review.")
                        actionText: qsTr("Go to My data")
                        Layout.fillWidth: true
                        onAction: page.studio.place = "data"
                    }
                    LoadingState {
                        visible: page.sent.contributions.length === 0 && page.sent.listing.running
                        text: qsTr("Asking the network")
                        Layout.fillWidth: true
                    }
                    Repeater {
                        model: page.sent.contributions

                        ContributionRow {
                            required property var modelData

                            contribution: modelData
                            Layout.fillWidth: true
                            onOpenRequested: opened.show(modelData.id) // qmllint disable unqualified
                            onAskRequested: page.studio.place = "answers" // qmllint disable unqualified
                        }
                    }
                }
            }
        }
    }
    ContributionSheet {
        id: opened

        objectName: "contribution"
        details: page.sent.details
    }
}

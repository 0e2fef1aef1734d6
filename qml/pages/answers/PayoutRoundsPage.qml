import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Datanet.App
import Datanet.Controls
import Datanet.Ui

RowLayout {
    id: page

    required property Studio studio
    readonly property PayoutRounds view: page.studio.payoutRounds
    readonly property var open: page.view.open
    readonly property var current: page.view.current
    readonly property bool none: page.view.models.length === 0
    readonly property var rows: [...(page.open.epoch !== undefined ? [page.open] : []), ...page.view.rounds]

    spacing: 0
    Component.onCompleted: page.view.refresh()

    ColumnLayout {
        spacing: 0
        Layout.fillWidth: true
        Layout.fillHeight: true

        RoundsToolbar {
            view: page.view
            Layout.fillWidth: true
        }
        FinishRound {
            view: page.view
            onEarningsRequested: page.studio.place = "home"
            Layout.fillWidth: true
            Layout.margins: visible ? Theme.gap24 : 0
            Layout.bottomMargin: 0
        }
        ErrorBanner {
            what: page.view.listing.errorTitle
            safe: page.view.listing.errorDetail
            todo: page.view.listing.errorAdvice
            //: Does again what failed
            actionText: qsTr("Try again")
            dismissible: false
            Layout.fillWidth: true
            Layout.margins: visible ? Theme.gap24 : 0
            onAction: page.view.refresh()
        }
        LoadingState {
            visible: page.rows.length === 0 && page.view.listing.running
            text: qsTr("Asking the network")
            Layout.alignment: Qt.AlignCenter
            Layout.fillHeight: true
        }
        EmptyState {
            visible: page.rows.length === 0 && !page.view.listing.running && !page.view.listing.failed
            iconName: "hourglass"
            title: page.none ? qsTr("No models yet") : qsTr("No payout rounds yet")
            text: page.none ? qsTr("Payout rounds divide what is paid for the answers of a model. On this network there is no model.") : qsTr("The first round begins when somebody puts coins aside for answers of this model.")
            Layout.alignment: Qt.AlignCenter
            Layout.fillHeight: true
        }
        Item {
            visible: page.rows.length === 0 && page.view.listing.failed
            Layout.fillHeight: true
        }
        ListView {
            id: list

            objectName: "payoutRounds"
            visible: page.rows.length > 0
            clip: true
            // A number: rows that are read anew keep their places and the focus.
            model: page.rows.length
            boundsBehavior: Flickable.StopAtBounds
            activeFocusOnTab: true
            keyNavigationEnabled: true
            Accessible.name: qsTr("Payout rounds")
            Accessible.role: Accessible.List
            Layout.fillWidth: true
            Layout.fillHeight: true
            T.ScrollBar.vertical: ScrollBar {}

            header: Label {
                width: ListView.view.width
                leftPadding: Theme.gap24
                rightPadding: Theme.gap24
                topPadding: Theme.gap16
                bottomPadding: Theme.gap16
                text: qsTr("What is paid for answers is collected in a round. Then it is divided among those whose records shaped the answers, anyone may object for a while, and it is paid out.")
                muted: true
                wrapMode: Text.Wrap
            }
            delegate: RoundRow {
                required property int index

                // qmllint disable unqualified
                width: ListView.view.width
                round: page.rows[index] ?? {}
                unit: page.studio.coin
                practice: page.studio.practice
                on: page.current.epoch !== undefined && page.current.epoch === round.epoch
                onClicked: page.view.show(round.epoch)
                // qmllint enable unqualified
            }
        }
    }
    RoundPanel {
        visible: page.current.epoch !== undefined
        view: page.view
        unit: page.studio.coin
        practice: page.studio.practice
        Layout.preferredWidth: page.width > Theme.px(1100) ? Theme.px(400) : Theme.sidePanel
        Layout.fillHeight: true
        onObjectRequested: object.open()
        onStepRequested: (key, title, detail, action) => step.ask(key, title, detail, action)
    }

    ObjectSheet {
        id: object

        objectName: "objectToRound"
        view: page.view
        unit: page.studio.coin
        practice: page.studio.practice
    }
    RoundStepSheet {
        id: step

        objectName: "roundStep"
        view: page.view
        unit: page.studio.coin
        practice: page.studio.practice
    }
}

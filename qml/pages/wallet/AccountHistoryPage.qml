import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// What happened to one account, newest first.
Item {
    id: page

    required property Studio studio
    required property var account
    readonly property AccountHistory history: page.studio.history

    readonly property bool narrow: page.width < Theme.px(560)
    readonly property var way: [{text: qsTr("Wallet"), key: "wallet"}, {text: page.account.name, key: "wallet"}]

    signal back

    Component.onCompleted: page.history.show(page.account.address)

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        Header {
            //: Title of the page with what happened to an account
            title: qsTr("History")
            trail: page.narrow ? page.way.slice(0, 1) : page.way
            Layout.fillWidth: true
            onTrailChosen: page.back()

            TrustBadge {
                visible: page.history.known
                level: page.history.level
                compact: page.narrow
                onClicked: trust.open()
            }
            IconButton {
                iconName: "refresh"
                //: Reads the history of an account anew
                name: qsTr("Read again")
                enabled: !page.history.reading.running
                onClicked: page.history.refresh()
            }
            Button {
                objectName: "exportHistory"
                //: Writes the history to a table for a spreadsheet
                text: qsTr("Export CSV")
                iconName: "save"
                enabled: page.history.count > 0
                busy: page.history.exporting.running
                onClicked: fileDialog.open()
            }
        }
        Repeater {
            model: [page.history.reading, page.history.labelling, page.history.exporting]

            ErrorBanner {
                required property Operation modelData

                what: modelData.errorTitle
                safe: modelData.errorDetail
                todo: modelData.errorAdvice
                actionText: modelData === page.history.reading ? qsTr("Try again") : "" // qmllint disable unqualified
                Layout.fillWidth: true
                Layout.margins: visible ? Theme.gap24 : 0
                onAction: page.history.refresh() // qmllint disable unqualified
                onDismissed: modelData.dismissError()
            }
        }
        LoadingState {
            visible: !page.history.known && page.history.reading.running
            text: qsTr("Reading what happened to this account")
            value: page.history.reading.progress
            cancellable: true
            Layout.alignment: Qt.AlignCenter
            Layout.fillHeight: true
            onCancelRequested: page.history.reading.cancel()
        }
        EmptyState {
            visible: !page.history.known && !page.history.reading.running && !page.history.reading.failed
            iconName: "history"
            title: qsTr("Not read")
            text: qsTr("You stopped before everything was read.")
            actionText: qsTr("Read the history")
            Layout.alignment: Qt.AlignCenter
            Layout.fillHeight: true
            onAction: page.history.refresh()
        }
        EmptyState {
            visible: page.history.known && page.history.count === 0
            iconName: "history"
            title: qsTr("Nothing happened yet")
            text: qsTr("Contributions, rewards, deposits and votes of this account appear here. Send a data set for review to begin.")
            actionText: qsTr("Go to my data")
            Layout.alignment: Qt.AlignCenter
            Layout.fillHeight: true
            onAction: page.studio.place = "data"
        }
        HistoryBar {
            visible: list.visible
            history: page.history
            Layout.fillWidth: true
        }
        ListView {
            id: list

            objectName: "historyList"
            visible: page.history.known && page.history.count > 0
            model: page.history.rows
            clip: true
            focus: true
            keyNavigationEnabled: true
            boundsBehavior: Flickable.StopAtBounds
            Accessible.role: Accessible.List
            Accessible.name: qsTr("History")
            Layout.fillWidth: true
            Layout.fillHeight: true

            T.ScrollBar.vertical: ScrollBar {
            }

            delegate: HistoryEntryRow {
                width: ListView.view.width
                practice: page.studio.practice // qmllint disable unqualified
                coin: page.studio.coin // qmllint disable unqualified
                onLabelGiven: text => page.history.setLabel(entry, text) // qmllint disable unqualified
            }
            footer: HistoryFoot {
                width: ListView.view.width
                history: page.history // qmllint disable unqualified
            }
        }
    }
    Toast {
        id: toast
    }
    Connections {
        target: page.history

        function onTold(text: string) {
            toast.show(text, Tone.Positive, "");
        }
    }
    Shortcut {
        sequences: ["Esc"]
        enabled: page.visible && !trust.opened
        onActivated: page.back()
    }
    WindowFileChooser {
        id: fileDialog

        mode: FileChooser.SaveFile
        title: qsTr("Write the history to a table")
        defaultSuffix: "csv"
        suggestedName: page.history.suggestedName
        onChosen: file => page.history.exportTo(file)
    }
    TrustSheet {
        id: trust

        title: qsTr("History of %1").arg(page.account.name)
        level: page.history.level
        explanation: page.history.explanation
        block: page.studio.blockText
        steps: page.history.steps
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.Controls
import Datanet.Ui

Rectangle {
    id: page

    property bool dark: false
    property real textScale: 1
    property bool mirrored: false

    function prepare() {
    }

    LayoutMirroring.enabled: page.mirrored
    LayoutMirroring.childrenInherit: true
    Component.onCompleted: {
        Theme.dark = page.dark;
        Theme.textScale = page.textScale;
        Theme.reducedMotion = true;
    }

    implicitHeight: column.implicitHeight + 2 * Theme.gap24
    color: Theme.canvas

    ColumnLayout {
        id: column

        x: Theme.gap24
        y: Theme.gap24
        width: page.width - 2 * Theme.gap24
        spacing: Theme.gap16

        ErrorBanner {
            what: "The file could not be read: line 4,212 is longer than 16 MB."
            safe: "Your data set is as it was; nothing of this file was taken in."
            todo: "Split that line, or choose another file."
            actionText: "Choose another file"
            Layout.fillWidth: true
        }
        Notice {
            tone: Tone.Positive
            title: "Matches"
            text: "Recomputed on this computer from all 128 answers in 1.8 s."
            Layout.fillWidth: true
            actions: Button {
                text: "Check it myself"
                iconName: "refresh"
            }
        }
        Notice {
            tone: Tone.Caution
            text: "Write down your recovery words before you set up for real."
            Layout.fillWidth: true
        }
        Card {
            title: "Bringing in records"
            Layout.fillWidth: true

            ProgressRow {
                text: "Reading foldoc.txt"
                detail: "412,000 of 1,000,000 records"
                value: 0.41
                Layout.fillWidth: true
            }
            ProgressRow {
                text: "Asking the network"
                Layout.fillWidth: true
            }
        }
        RowLayout {
            spacing: Theme.gap16

            Card {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                Layout.fillHeight: true

                EmptyState {
                    title: "No data sets yet"
                    text: "Drop a spreadsheet or a document here, or start from twenty samples."
                    actionText: "Choose a file"
                    actionIcon: "file"
                    secondText: "Take samples"
                    Layout.fillWidth: true
                    Layout.margins: Theme.gap24
                }
            }
            Card {
                title: "What happened to it"
                Layout.fillHeight: true
                Layout.fillWidth: true
                Layout.preferredWidth: 1

                StateSteps {
                    Layout.fillWidth: true
                    model: [
                        {title: "Received", detail: "19 records, contents match what was sent", time: "14:06", state: "done"},
                        {title: "In review", detail: "2 of 3 votes are sealed", time: "now", state: "current"},
                        {title: "Accepted", state: "waiting"},
                        {title: "Published", state: "waiting"}
                    ]
                }
            }
            Card {
                Layout.preferredWidth: 1
                Layout.fillWidth: true
                Layout.fillHeight: true

                LoadingState {
                    text: "Reading your balances from the network"
                    cancellable: true
                    Layout.fillWidth: true
                }
            }
        }
        StateSteps {
            horizontal: true
            Layout.fillWidth: true
            model: [
                {title: "Received", state: "done"},
                {title: "In review", state: "done"},
                {title: "Accepted", state: "failed"},
                {title: "Published", state: "waiting"}
            ]
        }
        DropTarget {
            title: "Or drop a file anywhere in this window."
            text: "Spreadsheets, documents, text, images or sound. Your file stays as it is."
            Layout.fillWidth: true
        }
        Card {
            Layout.fillWidth: true

            FactRow {
                label: "Same words in a row"
                value: "18"
            }
            FactRow {
                label: "Weight in this answer"
                value: "38.2 %"
                strong: true
            }
            Disclosure {
                text: "Advanced: what you sign"
            }
        }
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// One record after the other beside the guidelines, labelled with few keys.
FocusScope {
    id: page

    required property Workbench workbench
    required property Labelling labelling
    readonly property bool typing: page.Window.activeFocusItem instanceof TextInput || page.Window.activeFocusItem instanceof TextEdit
    readonly property bool ready: page.visible && page.labelling.row >= 0
    readonly property bool keys: page.ready && !page.typing
    // Not everything has room where letters are large.
    readonly property bool tight: page.width < Theme.px(900)
    property bool beside: !page.tight

    signal back

    function leaveField() {
        rest.forceActiveFocus();
    }
    function similar() {
        page.beside = true;
        page.labelling.findSimilar();
    }

    focus: true

    Keys.onEscapePressed: page.typing ? page.leaveField() : page.back()

    // Where the keyboard is while nothing is typed or chosen: the page itself would give it back to the field.
    Item {
        id: rest

        focus: true
    }
    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        Header {
            //: Title of the page on which records are labelled one by one
            title: qsTr("Label")
            trail: [{text: page.workbench.title, key: "table"}]
            Layout.fillWidth: true
            onTrailChosen: page.back()

            beside: [
                Label {
                    objectName: "labelProgress"
                    visible: page.labelling.count > 0
                    text: page.labelling.progressText
                    muted: true
                    Accessible.role: Accessible.StatusBar
                    Accessible.name: text
                },
                Meter {
                    visible: page.labelling.count > 0 && !page.tight
                    value: page.labelling.doneShare
                    name: page.labelling.progressText
                    implicitWidth: Theme.px(96)
                }
            ]

            IconButton {
                iconName: "undo"
                enabled: page.labelling.canUndo || page.workbench.undoText !== ""
                //: Takes back what was decided last about a record
                name: qsTr("Undo (Ctrl+Z)")
                onClicked: page.labelling.undo()
            }
            Button {
                objectName: "besideCard"
                variant: Button.Quiet
                iconName: "book"
                text: page.tight ? "" : qsTr("Guidelines")
                hint: page.tight ? qsTr("Guidelines") : ""
                onClicked: page.beside = !page.beside
            }
        }
        CardTools {
            visible: page.labelling.count > 0
            labelling: page.labelling
            Layout.fillWidth: true
        }
        ErrorBanner {
            readonly property Operation failed: page.labelling.writing.failed ? page.labelling.writing : page.workbench.editing.failed ? page.workbench.editing : page.labelling.surveying

            what: failed.errorTitle
            safe: failed.errorDetail
            todo: failed.errorAdvice
            Layout.fillWidth: true
            Layout.margins: visible ? Theme.gap16 : 0
            onDismissed: failed.dismissError()
        }
        RowLayout {
            spacing: 0
            Layout.fillWidth: true
            Layout.fillHeight: true

            ColumnLayout {
                visible: !page.tight || !page.beside
                spacing: 0
                Layout.fillWidth: true
                Layout.fillHeight: true

                Item {
                    visible: !page.ready
                    Layout.fillWidth: true
                    Layout.fillHeight: true

                    LoadingState {
                        visible: page.labelling.surveying.running
                        anchors.centerIn: parent
                        //: While all records are looked through once
                        text: qsTr("Looking through the records")
                        value: page.labelling.surveying.progress
                        cancellable: true
                        onCancelRequested: page.back()
                    }
                    EmptyState {
                        visible: !page.labelling.surveying.running && !page.labelling.surveying.failed && page.labelling.count === 0
                        anchors.centerIn: parent
                        width: Math.min(implicitWidth, parent.width - 2 * Theme.gap24)
                        iconName: "tag"
                        title: qsTr("Nothing to label yet")
                        text: qsTr("Bring in a file or add records; each of them becomes a card here.")
                        actionText: qsTr("Back to the table")
                        onAction: page.back()
                    }
                }
                Notice {
                    objectName: "allDone"
                    visible: page.ready && page.labelling.finished
                    tone: Tone.Positive
                    title: qsTr("Every record is done or skipped")
                    text: qsTr("The labels are in the records: save a version at the table to keep them for good.")
                    Layout.fillWidth: true
                    Layout.margins: visible ? Theme.gap16 : 0
                }
                ScrollArea {
                    id: area

                    visible: page.ready
                    Layout.fillWidth: true
                    Layout.fillHeight: true

                    Item {
                        width: area.width
                        implicitHeight: card.height + 2 * Theme.gap24

                        RecordCard {
                            id: card

                            labelling: page.labelling
                            x: Math.max(Theme.gap24, Math.round((parent.width - width) / 2))
                            y: Theme.gap24
                            width: Math.min(parent.width - 2 * Theme.gap24, Theme.px(820))
                        }
                    }
                }
                CardLabels {
                    visible: page.ready && (page.labelling.choices.length > 0 || page.labelling.suggestionDetail !== "")
                    labelling: page.labelling
                    Layout.fillWidth: true
                }
                DecisionBar {
                    id: decisions

                    readonly property bool narrow: decisions.width < Theme.px(760)
                    readonly property bool tiny: decisions.width < Theme.px(440)

                    visible: page.ready
                    Layout.fillWidth: true

                    Button {
                        objectName: "finishCard"
                        size: Button.Large
                        variant: Button.Primary
                        iconName: "check"
                        //: Button and its key: the label of a record stands
                        text: qsTr("Done")
                        keyHint: decisions.narrow ? "" : page.typing ? qsTr("Ctrl+Enter") : qsTr("Enter")
                        enabled: page.labelling.canFinish
                        onClicked: page.labelling.finish()
                    }
                    Button {
                        objectName: "draftCard"
                        size: Button.Large
                        //: Button and its key: the record is kept as it is and not yet done
                        text: qsTr("Draft")
                        keyHint: decisions.narrow ? "" : qsTr("D")
                        onClicked: page.labelling.draft()
                    }
                    Button {
                        objectName: "skipCard"
                        size: Button.Large
                        //: Button and its key: the record is left for others
                        text: qsTr("Skip")
                        keyHint: decisions.narrow ? "" : qsTr("S")
                        onClicked: page.labelling.skip()
                    }
                    Item {
                        Layout.fillWidth: true
                    }
                    Button {
                        objectName: "similarCards"
                        visible: !decisions.tiny
                        size: Button.Large
                        variant: Button.Quiet
                        iconName: "search"
                        //: Button and its key: finds records with similar words
                        text: decisions.narrow ? "" : qsTr("Find similar")
                        hint: decisions.narrow ? qsTr("Find similar (F)") : ""
                        keyHint: decisions.narrow ? "" : qsTr("F")
                        onClicked: page.similar()
                    }
                    IconButton {
                        objectName: "previousCard"
                        visible: !decisions.tiny
                        iconName: "chevron-left"
                        name: qsTr("Previous record (K)")
                        enabled: page.labelling.row > 0
                        onClicked: page.labelling.step(-1)
                    }
                    IconButton {
                        objectName: "nextCard"
                        visible: !decisions.tiny
                        iconName: "chevron-right"
                        name: qsTr("Next record (J)")
                        enabled: page.labelling.row + 1 < page.labelling.count
                        onClicked: page.labelling.step(1)
                    }
                }
            }
            CardSide {
                visible: page.beside
                labelling: page.labelling
                Layout.fillWidth: page.tight
                Layout.preferredWidth: Math.min(Theme.px(320), page.width * 0.34)
                Layout.fillHeight: true
                onCloseRequested: page.beside = false
            }
        }
    }

    // 1 to 9, as the labels are numbered.
    Repeater {
        model: 9

        Item {
            id: digit

            required property int index

            Shortcut {
                sequences: [String(digit.index + 1)]
                enabled: page.keys // qmllint disable unqualified
                onActivated: page.labelling.choose(digit.index) // qmllint disable unqualified
            }
        }
    }
    Shortcut {
        sequences: ["Return", "Enter"]
        enabled: page.keys && rest.activeFocus
        onActivated: page.labelling.finish()
    }
    Shortcut {
        sequences: ["Ctrl+Return", "Ctrl+Enter"]
        enabled: page.ready
        onActivated: {
            page.leaveField();
            page.labelling.finish();
        }
    }
    Shortcut {
        sequences: ["A"]
        enabled: page.keys && page.labelling.suggestion !== ""
        onActivated: page.labelling.takeSuggestion()
    }
    Shortcut {
        sequences: ["D"]
        enabled: page.keys
        onActivated: page.labelling.draft()
    }
    Shortcut {
        sequences: ["S"]
        enabled: page.keys
        onActivated: page.labelling.skip()
    }
    Shortcut {
        sequences: ["F"]
        enabled: page.keys
        onActivated: page.similar()
    }
    Shortcut {
        sequences: ["W"]
        enabled: page.keys
        onActivated: card.focusField()
    }
    Shortcut {
        sequences: ["J", "Right"]
        enabled: page.keys
        onActivated: page.labelling.step(1)
    }
    Shortcut {
        sequences: ["K", "Left"]
        enabled: page.keys
        onActivated: page.labelling.step(-1)
    }
    Shortcut {
        sequences: ["Ctrl+Z"]
        enabled: page.visible && !page.typing
        onActivated: page.labelling.undo()
    }
    Shortcut {
        sequences: ["Ctrl+Shift+Z", "Ctrl+Y"]
        enabled: page.visible && !page.typing
        onActivated: page.workbench.redo()
    }
}

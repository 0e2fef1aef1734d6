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
    // Not everything has room where letters are large.
    readonly property bool tight: page.width < Theme.px(900)
    property bool beside: !page.tight
    readonly property bool scoped: page.labelling.scopeText !== ""

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
        CardScope {
            visible: page.scoped && page.labelling.count > 0
            labelling: page.labelling
            Layout.fillWidth: true
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
                        title: page.scoped ? qsTr("No record fits what was looked for") : qsTr("Nothing to label yet")
                        text: page.scoped ? page.labelling.scopeText : qsTr("Bring in a file or add records; each of them becomes a card here.")
                        actionText: page.scoped ? qsTr("Label all records") : qsTr("Back to the table")
                        onAction: page.scoped ? page.labelling.widen() : page.back()
                    }
                }
                Notice {
                    objectName: "allDone"
                    visible: page.ready && page.labelling.finished
                    tone: Tone.Positive
                    title: page.scoped ? qsTr("Every record found is done or skipped") : qsTr("Every record is done or skipped")
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
                CardDecisions {
                    visible: page.ready
                    labelling: page.labelling
                    typing: page.typing
                    Layout.fillWidth: true
                    onSimilarRequested: page.similar()
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

    CardKeys {
        workbench: page.workbench
        labelling: page.labelling
        ready: page.ready
        typing: page.typing
        resting: rest.activeFocus
        onFieldWanted: card.focusField()
        onFieldLeft: page.leaveField()
        onSimilarRequested: page.similar()
    }
}

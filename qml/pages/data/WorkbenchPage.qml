import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

ColumnLayout {
    id: page

    required property Workbench workbench
    property var datanets: []
    readonly property RecordTableModel records: page.workbench.records
    readonly property RecordChecks checks: page.workbench.checks
    readonly property bool typing: page.Window.activeFocusItem instanceof TextInput || page.Window.activeFocusItem instanceof TextEdit

    signal saveRequested
    signal sendRequested
    signal historyRequested
    signal copiesRequested
    signal mergeRequested
    signal matchRequested
    signal changeAllRequested
    signal closeRequested
    signal importRequested
    signal exportRequested
    signal labelRequested
    signal filesDropped(var files)

    function edit(row: int, field: string) {
        page.records.select(row, false, false);
        page.workbench.editRow(row, field);
        side.showRecord();
    }

    spacing: 0

    Connections {
        target: page.checks

        function onFound(row: int, field: string) {
            page.records.select(row, false, false);
            table.showRow(row);
            if (page.pendingEdit) {
                page.pendingEdit = false;
                page.edit(row, field);
            }
        }
    }
    // The next finding that is found is to be opened in the form.
    property bool pendingEdit: false

    WorkbenchHeader {
        workbench: page.workbench
        Layout.fillWidth: true
        onSaveRequested: page.saveRequested()
        onSendRequested: page.sendRequested()
        onHistoryRequested: page.historyRequested()
        onCopiesRequested: page.copiesRequested()
        onCloseRequested: page.closeRequested()
        onImportRequested: page.importRequested()
        onMatchRequested: page.matchRequested()
        onLabelRequested: page.labelRequested()
        onExportRequested: page.exportRequested()
    }
    WorkbenchProblems {
        workbench: page.workbench
        Layout.fillWidth: true
    }
    Notice {
        visible: page.workbench.merging.underWay
        tone: Tone.Caution
        iconName: "merge"
        //: %1 is a branch
        title: qsTr("%1 is being brought in").arg(page.workbench.merging.name)
        text: page.workbench.merging.openText
        Layout.fillWidth: true
        Layout.margins: visible ? Theme.gap16 : 0

        actions: [
            Button {
                //: Opens what both sides changed
                text: qsTr("Go on")
                onClicked: page.mergeRequested()
            }
        ]
    }
    RowLayout {
        spacing: 0
        Layout.fillWidth: true
        Layout.fillHeight: true

        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true
            Layout.fillHeight: true

            WorkbenchToolbar {
                id: toolbar

                workbench: page.workbench
                Layout.fillWidth: true
                onAddRequested: {
                    page.workbench.editNew();
                    side.showRecord();
                }
                onImportRequested: page.importRequested()
                onEditRequested: page.edit(page.records.currentRow, "")
                onChangeAllRequested: page.changeAllRequested()
                onLabelRequested: page.labelRequested()
                onLeaving: table.forceActiveFocus()
            }
            SortProgress {
                finder: page.workbench.finder
                Layout.fillWidth: true
                Layout.leftMargin: Theme.gap12
                Layout.rightMargin: Theme.gap12
            }
            RecordTable {
                id: table

                visible: page.records.count > 0
                model: page.records
                charts: page.workbench.finder.charts
                focus: true
                Layout.fillWidth: true
                Layout.fillHeight: true
                onEditRequested: (row, field) => page.edit(row, field)
                onRemoveRequested: page.workbench.removeSelected()
                onBarChosen: (column, bar) => page.workbench.finder.toggleBar(column, bar)
                sortable: true
                sortField: page.workbench.finder.sortField
                sortDescending: page.workbench.finder.sortDescending
                onSortRequested: field => page.workbench.finder.sortBy(field)

                DropArea {
                    anchors.fill: parent
                    keys: ["text/uri-list"]
                    onDropped: drop => {
                        if (drop.hasUrls)
                            page.filesDropped(drop.urls);
                    }
                }
            }
            FindNothing {
                visible: page.records.count === 0 && page.records.allCount > 0
                finder: page.workbench.finder
                Layout.fillWidth: true
                Layout.fillHeight: true
            }
            WorkbenchEmpty {
                visible: page.records.allCount === 0
                workbench: page.workbench
                Layout.fillWidth: true
                Layout.fillHeight: true
                onImportRequested: page.importRequested()
                onFilesDropped: files => page.filesDropped(files)
                onAddRequested: {
                    page.workbench.editNew();
                    side.showRecord();
                }
            }
        }
        WorkbenchSide {
            id: side

            workbench: page.workbench
            datanets: page.datanets
            Layout.preferredWidth: Theme.sidePanel
            Layout.fillHeight: true
            onEditRequested: (position, field) => {
                page.pendingEdit = true;
                page.checks.goTo(position, field);
            }
            onMatchRequested: page.matchRequested()
            onDone: table.forceActiveFocus()
        }
    }

    Shortcut {
        sequences: ["/", "Ctrl+F"]
        enabled: page.visible && !page.typing && page.records.allCount > 0
        onActivated: toolbar.focusSearch()
    }
    Shortcut {
        sequences: ["J"]
        enabled: page.visible && !page.typing
        onActivated: page.checks.step(1)
    }
    Shortcut {
        sequences: ["K"]
        enabled: page.visible && !page.typing
        onActivated: page.checks.step(-1)
    }
    Shortcut {
        sequences: ["L"]
        enabled: page.visible && !page.typing && page.records.allCount > 0
        onActivated: page.labelRequested()
    }
    Shortcut {
        sequences: ["Ctrl+S"]
        enabled: page.visible && page.workbench.unsaved
        onActivated: page.saveRequested()
    }
    Shortcut {
        sequences: ["Ctrl+Z"]
        enabled: page.visible && !page.typing
        onActivated: page.workbench.undo()
    }
    Shortcut {
        sequences: ["Ctrl+Shift+Z", "Ctrl+Y"]
        enabled: page.visible && !page.typing
        onActivated: page.workbench.redo()
    }
    Shortcut {
        sequences: ["Ctrl+Return", "Ctrl+Enter"]
        enabled: page.visible && page.records.allCount > 0
        onActivated: page.sendRequested()
    }
}

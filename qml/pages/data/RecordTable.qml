import QtQuick
import QtQuick.Templates as T
import Datanet.App
import Datanet.Controls
import Datanet.Ui

FocusScope {
    id: root

    required property RecordTableModel model
    // Widths that a person chose, by the column's name.
    property var chosenWidths: ({})
    property int hoveredRow: -1
    // What is in the columns, as RecordFinder gives it; empty while that is not known.
    property var charts: []
    readonly property bool charted: root.charts.length === root.columns.length && root.columns.length > 0
    // By which column the records stand, where they can be sorted; "" for none.
    property bool sortable: false
    property string sortField
    property bool sortDescending: false
    readonly property var columns: root.model.columns
    readonly property var widths: layout.all
    readonly property int rowHeight: root.model.pictures ? Theme.rowPicture : Theme.rowText

    signal editRequested(int row, string field)
    signal removeRequested
    signal barChosen(int column, int bar)
    signal sortRequested(string field)

    function showRow(row: int) {
        if (row < table.topRow + 1 || row > table.bottomRow - 1)
            table.positionViewAtRow(row, TableView.AlignVCenter);
    }
    function step(by: int, extend: bool) {
        const row = Math.max(0, Math.min(root.model.count - 1, root.model.currentRow + by));
        root.model.select(row, extend, false);
        table.positionViewAtRow(row, TableView.Contain);
    }

    onWidthsChanged: table.forceLayout()
    onRowHeightChanged: {
        table.forceLayout();
        rowHeader.forceLayout();
    }

    Connections {
        target: root.model

        // Other rows than before begin at the top.
        function onModelReset() {
            table.contentY = 0;
        }
    }

    ColumnWidths {
        id: layout

        columns: root.columns
        room: table.width
        chosen: root.chosenWidths
    }

    HoverHandler {
        onHoveredChanged: if (!hovered)
            root.hoveredRow = -1
    }
    Accessible.role: Accessible.Table
    //: Table with the records of a data set
    Accessible.name: qsTr("Records")

    Keys.onUpPressed: event => root.step(-1, event.modifiers & Qt.ShiftModifier)
    Keys.onDownPressed: event => root.step(1, event.modifiers & Qt.ShiftModifier)
    Keys.onReturnPressed: if (root.model.currentRow >= 0)
        root.editRequested(root.model.currentRow, "")
    Keys.onDeletePressed: root.removeRequested()
    Keys.onEscapePressed: root.model.clearSelection()
    Keys.onPressed: event => {
        const page = Math.max(1, Math.floor(table.height / root.rowHeight) - 1);
        const extend = event.modifiers & Qt.ShiftModifier;
        event.accepted = true;
        if (event.key === Qt.Key_PageDown)
            root.step(page, extend);
        else if (event.key === Qt.Key_PageUp)
            root.step(-page, extend);
        else if (event.key === Qt.Key_Home)
            root.step(-root.model.count, extend);
        else if (event.key === Qt.Key_End)
            root.step(root.model.count, extend);
        else if (event.key === Qt.Key_A && event.modifiers & Qt.ControlModifier)
            root.model.selectAll();
        else if (event.key === Qt.Key_Space && root.model.mediaOf(root.model.currentRow).kind === "sound")
            Media.player.toggle(root.model.mediaOf(root.model.currentRow).address);
        else
            event.accepted = false;
    }

    TableHeaderCell {
        id: corner

        width: rowHeader.width
        height: header.height
        sortable: false
        resizable: false
    }
    RecordHeadings {
        id: header

        anchors.left: corner.right
        anchors.right: parent.right
        height: root.charted ? Theme.tableHeader : Theme.grown(40)
        columns: root.columns
        widths: root.widths
        charts: root.charted ? root.charts : []
        scrolled: table.contentX
        sortable: root.sortable
        sortField: root.sortField
        sortDescending: root.sortDescending
        onSortRequested: field => root.sortRequested(field)
        onBarChosen: (column, bar) => root.barChosen(column, bar)
        onResized: (name, width) => {
            const widths = Object.assign({}, root.chosenWidths);
            widths[name] = width;
            root.chosenWidths = widths;
        }
    }
    TableView {
        id: rowHeader

        anchors.top: header.bottom
        anchors.bottom: parent.bottom
        width: Math.max(Theme.px(44), root.model.countText.length * Theme.px(9) + Theme.gap16)
        model: root.model
        clip: true
        interactive: false
        syncView: table
        syncDirection: Qt.Vertical
        boundsBehavior: Flickable.StopAtBounds
        // The same rows once more, of which only the first column is shown.
        columnWidthProvider: column => column === 0 ? rowHeader.width : 0
        rowHeightProvider: row => root.rowHeight

        delegate: RowHeaderCell {
            id: number

            required property int row
            required property string rowNumber
            required property string severity
            required selected

            number: number.rowNumber
            finding: number.severity
            hovered: root.hoveredRow === number.row // qmllint disable unqualified

            MouseArea {
                anchors.fill: parent
                // qmllint disable unqualified
                onClicked: mouse => {
                    root.forceActiveFocus();
                    root.model.select(number.row, mouse.modifiers & Qt.ShiftModifier, mouse.modifiers & Qt.ControlModifier);
                }
                // qmllint enable unqualified
            }
        }
    }
    TableView {
        id: table

        anchors.left: rowHeader.right
        anchors.right: parent.right
        anchors.top: header.bottom
        anchors.bottom: parent.bottom
        model: root.model
        clip: true
        focus: true
        boundsBehavior: Flickable.StopAtBounds
        columnWidthProvider: column => root.widths[column] || Theme.px(120)
        rowHeightProvider: row => root.rowHeight

        T.ScrollBar.vertical: ScrollBar {
        }
        T.ScrollBar.horizontal: ScrollBar {
        }

        delegate: RecordCell {
            id: cell

            hovered: root.hoveredRow === cell.row // qmllint disable unqualified
            // qmllint disable unqualified
            onEntered: root.hoveredRow = cell.row
            onPressed: (extend, toggle) => {
                root.forceActiveFocus();
                root.model.select(cell.row, extend, toggle);
            }
            onOpened: root.editRequested(cell.row, root.columns[cell.column].name)
            // qmllint enable unqualified
        }
    }
    Rectangle {
        anchors.fill: parent
        visible: table.activeFocus && root.model.currentRow < 0
        color: "transparent"
        border.width: Theme.focusWidth
        border.color: Theme.accent
    }
}

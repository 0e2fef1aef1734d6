import QtQuick
import Datanet.Controls

// The headings above the columns of records.
Item {
    id: headings

    // As RecordTableModel gives them, how wide each is, and what is in it; no charts while that is not known.
    required property var columns
    required property var widths
    property var charts: []
    property real scrolled: 0
    property bool sortable: false
    property string sortField
    property bool sortDescending: false

    signal sortRequested(string field)
    signal barChosen(int column, int bar)
    signal resized(string name, real width)

    clip: true

    Rectangle {
        anchors.fill: parent
        color: Theme.surface

        Divider {
            width: parent.width
            y: parent.height - 1
        }
    }
    Row {
        x: -headings.scrolled

        Repeater {
            // By number, so that a heading keeps the focus when the facts of the columns are told anew.
            model: headings.columns.length

            // qmllint disable unqualified
            TableHeaderCell {
                id: heading

                required property int index
                readonly property var column: headings.columns[heading.index] ?? {name: "", title: "", iconName: "", media: false}
                // Nothing is learnt from how digests are spread.
                readonly property var chart: heading.column.media ? null : headings.charts[heading.index] ?? null

                width: headings.widths[heading.index] ?? 0
                height: headings.height
                text: heading.column.title
                iconName: heading.column.iconName
                bins: heading.chart ? heading.chart.bins : []
                binNames: heading.chart ? heading.chart.binNames : []
                parts: heading.chart ? heading.chart.parts : false
                selectedBin: heading.chart ? heading.chart.selectedBin : -1
                summary: heading.chart ? heading.chart.summary : ""
                sortable: headings.sortable
                sorted: headings.sortField === "" || headings.sortField !== heading.column.name ? "" : headings.sortDescending ? "down" : "up"
                onSortRequested: headings.sortRequested(heading.column.name)
                onBinClicked: bin => headings.barChosen(heading.index, bin)
                onResized: width => headings.resized(heading.column.name, width)
            }
            // qmllint enable unqualified
        }
    }
}

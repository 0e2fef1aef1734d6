import QtQuick
import Datanet.App
import Datanet.Controls

// Sorting that takes a while, and a way to stop it.
ProgressRow {
    id: row

    required property RecordFinder finder
    property bool slow: false

    visible: row.slow && row.finder.sorting
    //: Progress of putting the records of a table in the order of a column
    text: qsTr("Sorting")
    value: row.finder.finding.progress
    cancellable: true
    onCancelRequested: row.finder.stopSorting()

    Timer {
        interval: 400
        running: row.finder.sorting
        onRunningChanged: if (running)
            row.slow = false
        onTriggered: row.slow = true
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// What is in each column, in words: the tables behind the charts above the columns.
ColumnLayout {
    id: panel

    required property RecordFinder finder

    spacing: 0

    Label {
        visible: panel.finder.charts.length > 0
        text: panel.finder.active ? qsTr("Of the records that were found.") : qsTr("Of all records.")
        muted: true
        wrapMode: Text.Wrap
        Layout.fillWidth: true
        Layout.margins: Theme.gap16
        Layout.bottomMargin: 0
    }
    LoadingState {
        visible: panel.finder.charts.length === 0 && panel.finder.indexing.running
        text: qsTr("Reading the columns")
        value: panel.finder.indexing.progress
        cancellable: true
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap32
        onCancelRequested: panel.finder.indexing.cancel()
    }
    ErrorBanner {
        what: panel.finder.indexing.errorTitle
        safe: panel.finder.indexing.errorDetail
        todo: panel.finder.indexing.errorAdvice
        Layout.fillWidth: true
        Layout.margins: visible ? Theme.gap16 : 0
    }
    EmptyState {
        visible: panel.finder.charts.length === 0 && !panel.finder.indexing.running && !panel.finder.indexing.failed
        iconName: "columns"
        //: In the panel about the columns, while nothing is known
        title: qsTr("Nothing counted yet")
        text: qsTr("What is in each column is counted in the background, once there are records.")
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap32
        Layout.leftMargin: Theme.gap16
        Layout.rightMargin: Theme.gap16
    }
    // Not in the layout itself: what is counted changes while the layout is at work.
    Column {
        id: columns

        Layout.fillWidth: true

        Repeater {
            model: panel.finder.charts

            ColumnFacts {
                id: facts

                required property var modelData
                required property int index

                width: columns.width // qmllint disable unqualified
                chart: facts.modelData
                onBarChosen: bar => panel.finder.toggleBar(facts.index, bar) // qmllint disable unqualified
            }
        }
    }
}

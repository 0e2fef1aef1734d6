import QtQuick
import Datanet.App
import Datanet.Controls

// In place of the table while nothing was found.
Item {
    id: nothing

    required property RecordFinder finder

    LoadingState {
        anchors.centerIn: parent
        visible: nothing.finder.finding.running
        text: qsTr("Looking through the records")
        value: nothing.finder.finding.progress
    }
    EmptyState {
        anchors.centerIn: parent
        visible: !nothing.finder.finding.running
        iconName: "search"
        //: In place of the table when no record was found
        title: qsTr("No record fits")
        text: qsTr("A word finds texts with a word that begins so; \"two words\" in quotation marks, exactly these. A column is compared like this: score > 0.5.")
        actionText: qsTr("Show all records")
        onAction: nothing.finder.clear()
    }
}

import QtQuick
import Datanet.App
import Datanet.Controls

Item {
    id: empty

    required property Workbench workbench

    signal importRequested
    signal addRequested
    signal filesDropped(var files)

    DropArea {
        anchors.fill: parent
        keys: ["text/uri-list"]
        onDropped: drop => {
            if (drop.hasUrls)
                empty.filesDropped(drop.urls);
        }
    }
    LoadingState {
        anchors.centerIn: parent
        visible: empty.workbench.records.loading
        text: qsTr("Opening")
    }
    EmptyState {
        anchors.centerIn: parent
        visible: !empty.workbench.records.loading && empty.workbench.records.problem === "" && !empty.workbench.importing.running
        iconName: "table"
        title: qsTr("No records yet")
        text: qsTr("Drop a file here, or write the first record yourself.")
        actionText: qsTr("Bring in a file")
        actionIcon: "file"
        secondText: qsTr("Write a record")
        onAction: empty.importRequested()
        onSecond: empty.addRequested()
    }
}

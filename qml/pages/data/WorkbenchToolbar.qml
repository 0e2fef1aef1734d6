import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

Rectangle {
    id: bar

    required property Workbench workbench
    readonly property RecordTableModel records: bar.workbench.records

    signal addRequested
    signal importRequested
    signal editRequested

    implicitHeight: Theme.toolbar
    color: Theme.surface

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.gap12
        anchors.rightMargin: Theme.gap12
        spacing: Theme.gap8

        Button {
            text: qsTr("Add a record")
            iconName: "plus"
            variant: Button.Quiet
            onClicked: bar.addRequested()
        }
        Button {
            text: qsTr("Bring in a file")
            iconName: "file"
            variant: Button.Quiet
            onClicked: bar.importRequested()
        }
        Divider {
            visible: bar.records.selectedCount > 0
            vertical: true
            Layout.preferredHeight: Theme.gap24
            Layout.alignment: Qt.AlignVCenter
        }
        Button {
            visible: bar.records.selectedCount === 1
            text: qsTr("Edit")
            iconName: "pencil"
            variant: Button.Quiet
            onClicked: bar.editRequested()
        }
        Button {
            visible: bar.records.selectedCount > 0
            //: Leaves the chosen records out of the data set; can be undone
            text: bar.records.selectedCount === 1 ? qsTr("Leave out") : qsTr("Leave out %1").arg(bar.records.selectedCount)
            iconName: "trash"
            variant: Button.Quiet
            onClicked: bar.workbench.removeSelected()
        }
        Item {
            Layout.fillWidth: true
        }
        Tag {
            visible: bar.workbench.rejectsText !== ""
            tone: Tone.Caution
            text: bar.workbench.rejectsText
        }
        Label {
            visible: bar.records.selectedCount > 1
            //: How many rows of the table are chosen
            text: qsTr("%1 chosen").arg(bar.records.selectedCount)
            muted: true
        }
        Label {
            visible: !bar.records.loading
            //: Above the table; how many records there are
            text: bar.records.count === 1 ? qsTr("1 record") : qsTr("%1 records").arg(bar.records.countText)
            muted: true
        }
    }
    Divider {
        width: parent.width
        y: parent.height - 1
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

Rectangle {
    id: bar

    required property Workbench workbench
    readonly property RecordTableModel records: bar.workbench.records
    readonly property RecordFinder finder: bar.workbench.finder
    readonly property bool wide: bar.width >= Theme.px(720)
    readonly property bool narrow: bar.width < Theme.px(420)
    readonly property bool changeable: bar.finder.active && bar.finder.complete && bar.finder.foundCount > 0 && bar.records.selectedCount === 0

    signal addRequested
    signal importRequested
    signal editRequested
    signal changeAllRequested
    signal labelRequested
    signal leaving

    function focusSearch() {
        search.focusField();
    }

    implicitHeight: Theme.toolbar + (trouble.visible ? trouble.implicitHeight + Theme.gap8 : 0)
    color: Theme.surface

    RowLayout {
        id: tools

        width: parent.width - 2 * Theme.gap12
        height: Theme.toolbar
        x: Theme.gap12
        spacing: Theme.gap8

        FindField {
            id: search

            visible: bar.records.allCount > 0
            finder: bar.finder
            Layout.fillWidth: true
            Layout.minimumWidth: Theme.px(140)
            Layout.maximumWidth: Theme.px(520)
            onLeaving: bar.leaving()
        }
        Button {
            visible: bar.changeable && !bar.narrow
            //: Opens the sheet in which one column of all records that were found gets a new value
            text: qsTr("Change all")
            iconName: "pencil"
            variant: Button.Quiet
            onClicked: bar.changeAllRequested()
        }
        IconButton {
            visible: bar.changeable && bar.narrow
            name: qsTr("Change all")
            iconName: "pencil"
            onClicked: bar.changeAllRequested()
        }
        Button {
            objectName: "labelRecords"
            visible: bar.records.selectedCount <= 1 && bar.wide && bar.records.allCount > 0
            //: Opens the records one by one as cards
            text: bar.finder.active ? qsTr("Label these") : qsTr("Label")
            iconName: "tag"
            variant: Button.Quiet
            hint: bar.finder.active ? qsTr("Only the records found, one after the other (L)") : qsTr("One record after the other (L)")
            onClicked: bar.labelRequested()
        }
        Button {
            visible: bar.records.selectedCount === 0 && (bar.wide || bar.records.allCount === 0)
            text: qsTr("Add a record")
            iconName: "plus"
            variant: Button.Quiet
            onClicked: bar.addRequested()
        }
        Button {
            visible: bar.records.selectedCount === 0 && (bar.wide && !bar.finder.active || bar.records.allCount === 0)
            text: qsTr("Bring in a file")
            iconName: "file"
            variant: Button.Quiet
            onClicked: bar.importRequested()
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
            visible: !bar.records.loading && bar.records.selectedCount <= 1 && !bar.narrow
            text: bar.finder.countText
            muted: true
            Accessible.role: Accessible.StatusBar
            Accessible.name: text
        }
    }
    FindTrouble {
        id: trouble

        finder: bar.finder
        width: tools.width
        x: Theme.gap12
        y: Theme.toolbar - Theme.gap4
    }
    Divider {
        width: parent.width
        y: parent.height - 1
    }
}

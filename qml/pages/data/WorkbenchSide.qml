import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

SidePanel {
    id: side

    required property Workbench workbench
    property var datanets: []
    readonly property RecordForm form: side.workbench.form

    signal editRequested(real position, string field)
    signal matchRequested
    signal done

    function showRecord() {
        tabs.currentIndex = 1;
    }

    Connections {
        target: side.form

        function onChanged() {
            if (side.form.active && !side.form.dirty)
                record.focusField();
        }
    }

    header: TabStrip {
        id: tabs

        tabs: [
            //: Tabs beside the table
            {text: qsTr("Findings"), count: side.workbench.checks.groups.totalText},
            {text: qsTr("Record")},
            {text: qsTr("Statistics")}
        ]
        //: Tabs beside the table, said by a screen reader
        name: qsTr("Findings, record and statistics")
        Layout.fillWidth: true
    }

    FindingsPanel {
        visible: tabs.currentIndex === 0
        checks: side.workbench.checks
        since: side.workbench.since
        datanets: side.datanets
        empty: side.workbench.records.allCount === 0
        Layout.fillWidth: true
        onEditRequested: (position, field) => side.editRequested(position, field)
        onMatchRequested: side.matchRequested()
    }
    RecordPanel {
        id: record

        visible: tabs.currentIndex === 1
        form: side.form
        Layout.fillWidth: true

        Keys.onEscapePressed: {
            side.form.clear();
            side.done();
        }
        Keys.onPressed: event => {
            if ((event.key === Qt.Key_Return || event.key === Qt.Key_Enter) && event.modifiers & Qt.ControlModifier && side.form.dirty && side.form.valid) {
                event.accepted = true;
                side.workbench.saveForm();
                side.done();
            }
        }
    }

    // Made when it is looked at: it follows every change of the records.
    Loader {
        active: tabs.currentIndex === 2
        visible: active
        Layout.fillWidth: true

        sourceComponent: StatisticsPanel {
            finder: side.workbench.finder // qmllint disable unqualified
        }
    }

    footer: ColumnLayout {
        visible: tabs.currentIndex < 2
        spacing: 0
        Layout.fillWidth: true

        Divider {
            Layout.fillWidth: true
        }
        Button {
            visible: tabs.currentIndex === 0
            text: side.workbench.checks.current ? qsTr("Run checks again") : qsTr("Run checks")
            iconName: "refresh"
            enabled: side.workbench.records.allCount > 0 && !side.workbench.checks.running.running
            Layout.fillWidth: true
            Layout.margins: Theme.gap16
            onClicked: side.workbench.checks.run()
        }
        RowLayout {
            visible: tabs.currentIndex === 1 && side.form.active
            spacing: Theme.gap8
            Layout.fillWidth: true
            Layout.margins: Theme.gap16

            Button {
                //: Keeps what was typed into the form
                text: side.form.isNew ? qsTr("Add record") : qsTr("Keep changes")
                enabled: side.form.dirty && side.form.valid
                Layout.fillWidth: true
                onClicked: {
                    side.workbench.saveForm();
                    side.done();
                }
            }
            Button {
                text: side.form.dirty ? qsTr("Take back") : qsTr("Close")
                variant: Button.Quiet
                onClicked: side.form.dirty ? side.form.revert() : side.form.clear()
            }
        }
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// Gives one column of all records that were found the same value.
Sheet {
    id: sheet

    required property Workbench workbench
    readonly property RecordFinder finder: sheet.workbench.finder
    readonly property var columns: sheet.workbench.records.columns
    readonly property bool single: sheet.finder.foundCount === 1

    //: Sheet for changing all records that were found
    title: qsTr("Change all records found")
    subtitle: Markup.plain(sheet.finder.countText + ": " + sheet.finder.text)
    primaryText: sheet.single ? qsTr("Change 1 record") : qsTr("Change %1 records").arg(Number(sheet.finder.foundCount).toLocaleString(Qt.locale(), "f", 0))
    primaryIcon: "pencil"
    primaryEnabled: sheet.columns.length > 0 && sheet.finder.complete && sheet.finder.foundCount > 0 && (value.text !== "" || empty.checked)
    onAboutToShow: {
        value.clear();
        empty.checked = false;
    }
    onOpened: value.forceActiveFocus(Qt.TabFocusReason)
    onAccepted: {
        sheet.workbench.changeFound(sheet.columns[column.currentIndex].name, empty.checked ? "" : value.text);
        sheet.close();
    }

    Field {
        //: Which column of the records is changed
        label: qsTr("Column")
        Layout.fillWidth: true

        ComboBox {
            id: column

            model: sheet.columns.map(column => column.title)
            name: qsTr("Column")
            Layout.fillWidth: true
        }
    }
    Field {
        //: What the column of all records found becomes
        label: qsTr("New value")
        Layout.fillWidth: true

        TextField {
            id: value

            enabled: !empty.checked
            name: qsTr("New value")
            Layout.fillWidth: true
            onAccepted: if (sheet.primaryEnabled)
                sheet.accepted()
        }
        CheckBox {
            id: empty

            text: qsTr("Leave it blank")
            Layout.fillWidth: true
        }
    }
    Notice {
        tone: sheet.finder.foundCount > 10000 ? Tone.Caution : Tone.Neutral
        //: About changing many records at once
        text: sheet.finder.foundCount > 10000 ? qsTr("So many records can't be taken back with Undo. Saved versions keep what they were.") : qsTr("One step, which Undo takes back. Nothing changes when the value does not fit the column.")
        Layout.fillWidth: true
    }
}

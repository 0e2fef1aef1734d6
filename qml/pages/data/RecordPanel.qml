import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

ColumnLayout {
    id: panel

    required property RecordForm form

    spacing: Theme.gap16

    function focusField() {
        // A picture has nothing to be typed into: the field after it.
        for (let index = Math.max(0, panel.form.wantedField); index < fields.count; ++index) {
            const field = fields.itemAt(index) as RecordField;
            if (field && field.takeFocus())
                return;
        }
    }

    Label {
        visible: panel.form.active
        text: panel.form.title
        kind: Label.Lead
        font.weight: Font.DemiBold
        wrapMode: Text.Wrap
        maximumLineCount: 3
        Layout.fillWidth: true
        Layout.leftMargin: Theme.gap16
        Layout.rightMargin: Theme.gap16
        Layout.topMargin: Theme.gap16
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    Repeater {
        id: fields

        model: panel.form

        RecordField {
            form: panel.form // qmllint disable unqualified
            Layout.fillWidth: true
            Layout.leftMargin: Theme.gap16
            Layout.rightMargin: Theme.gap16
        }
    }
    EmptyState {
        visible: !panel.form.active
        iconName: "pencil"
        //: In the panel with one record as a form
        title: qsTr("No record open")
        text: qsTr("Choose a row and press Enter, or click it twice, to change its record here.")
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap32
        Layout.leftMargin: Theme.gap16
        Layout.rightMargin: Theme.gap16
    }
    Item {
        implicitHeight: Theme.gap8
    }
}

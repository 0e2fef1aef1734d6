import QtQuick
import QtQuick.Layouts
import Datanet.Controls

ColumnLayout {
    id: field

    property string label
    property string hint
    property string error
    default property alias content: slot.data

    spacing: Theme.gap4

    Label {
        visible: field.label !== ""
        text: field.label
        kind: Label.Strong
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    ColumnLayout {
        id: slot

        spacing: Theme.gap4
        Layout.fillWidth: true
    }
    RowLayout {
        visible: field.error !== "" || field.hint !== ""
        spacing: Theme.gap8

        Icon {
            visible: field.error !== ""
            name: "error"
            color: Theme.danger
            Layout.alignment: Qt.AlignTop
            Layout.topMargin: 2
        }
        Label {
            text: field.error !== "" ? field.error : field.hint
            color: field.error !== "" ? Theme.danger : Theme.muted
            wrapMode: Text.Wrap
            Layout.fillWidth: true
            Accessible.role: field.error !== "" ? Accessible.AlertMessage : Accessible.StaticText
            Accessible.name: text
        }
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// A text of the datanet that is being founded, with what is wrong beside it.
Field {
    id: edited

    required property DatanetFounding founding
    required property string part // of DatanetFounding::draft
    property int lines: 1
    property string placeholder

    function takeFocus() {
        (edited.lines === 1 ? line : area.area).forceActiveFocus(Qt.TabFocusReason);
    }

    error: edited.founding.problems[edited.part] ?? ""

    TextField {
        id: line

        objectName: edited.lines === 1 ? "found-" + edited.part : ""
        visible: edited.lines === 1
        name: edited.label
        text: edited.founding.draft[edited.part] ?? ""
        placeholderText: edited.placeholder
        error: edited.error
        Layout.fillWidth: true
        onTextEdited: edited.founding.set(edited.part, text)
    }
    TextArea {
        id: area

        visible: edited.lines > 1
        name: edited.label
        text: edited.founding.draft[edited.part] ?? ""
        placeholderText: edited.placeholder
        error: edited.error
        lines: edited.lines
        Layout.fillWidth: true
        Layout.preferredHeight: implicitHeight

        Binding {
            target: area.area
            property: "objectName"
            value: edited.lines > 1 ? "found-" + edited.part : ""
        }
        Connections {
            target: area.area
            enabled: edited.lines > 1

            function onTextChanged() {
                if (area.area.activeFocus)
                    edited.founding.set(edited.part, area.text);
            }
        }
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// A text or number of the rules that are being written, with what is wrong beside it.
Field {
    id: edited

    required property RulesEditor editor
    property var path: []
    property string value
    // Where in RulesEditor::problems; empty: what is wrong is said elsewhere.
    property string place: edited.path.join(".")
    property bool number: false
    property int lines: 1
    property string inputName
    // Whoever handles `edit` writes it; else it is written at the path.
    property bool handled: false

    signal edit(string text)

    error: edited.place === "" ? "" : edited.editor.problems[edited.place] ?? ""
    onEdit: text => {
        if (edited.handled)
            return;
        if (edited.number)
            edited.editor.setNumber(edited.path, text);
        else if (text === "")
            edited.editor.remove(edited.path);
        else
            edited.editor.set(edited.path, text);
    }

    TextField {
        id: line

        objectName: edited.lines === 1 ? edited.inputName : ""
        visible: edited.lines === 1
        name: edited.label
        error: edited.error
        Layout.fillWidth: true
        onTextEdited: edited.edit(text)
    }
    TextArea {
        id: area

        visible: edited.lines > 1
        name: edited.label
        error: edited.error
        lines: edited.lines
        Layout.fillWidth: true
        Layout.preferredHeight: implicitHeight

        Binding {
            target: area.area
            property: "objectName"
            value: edited.lines > 1 ? edited.inputName : ""
        }
        Connections {
            target: area.area
            enabled: edited.lines > 1

            function onTextChanged() {
                if (area.area.activeFocus)
                    edited.edit(area.text);
            }
        }
    }
    // What is typed stays as it is typed; what comes from elsewhere is shown.
    Binding {
        target: line
        property: "text"
        value: edited.value
        when: !line.activeFocus
        restoreMode: Binding.RestoreNone
    }
    Binding {
        target: area
        property: "text"
        value: edited.value
        when: !area.area.activeFocus
        restoreMode: Binding.RestoreNone
    }
}

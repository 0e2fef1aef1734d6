import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// The form that the records of a datanet fill in.
Column {
    id: section

    required property RulesEditor editor
    readonly property var draft: section.editor.draft
    readonly property var problems: section.editor.problems
    readonly property var fields: section.draft.schema?.fields ?? []
    readonly property var names: Array.from(section.fields).map(field => field.name ?? "")
    //: No field of the form
    readonly property string none: qsTr("None")

    spacing: Theme.gap16

    Label {
        visible: section.fields.length === 0
        text: qsTr("Without a form any record is taken, whatever fields it has.")
        muted: true
        wrapMode: Text.Wrap
        width: section.width
    }
    Repeater {
        model: section.fields.length

        RulesField {
            editor: section.editor // qmllint disable unqualified
            width: section.width // qmllint disable unqualified
        }
    }
    Button {
        objectName: "addField"
        iconName: "plus"
        //: Button: another field of the form
        text: qsTr("Add a field")
        onClicked: section.editor.set(["schema", "fields", section.fields.length], {
            name: "",
            type: "string"
        })
    }
    Field {
        visible: section.fields.length > 0
        //: The field of a form whose words are compared and traced
        label: qsTr("Field with the text")
        hint: qsTr("Its words are compared with other records and found in answers.")
        error: section.problems["schema"] ?? ""
        width: section.width

        ComboBox {
            name: qsTr("Field with the text")
            model: Array.of(section.none).concat(section.names)
            currentIndex: section.names.indexOf(section.draft.schema?.["datanet:textField"] ?? "") + 1
            Layout.fillWidth: true
            Layout.maximumWidth: Theme.px(360)
            onActivated: index => {
                if (index === 0)
                    section.editor.remove(["schema", "datanet:textField"]);
                else
                    section.editor.set(["schema", "datanet:textField"], section.names[index - 1]);
            }
        }
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// One field of a datanet's form.
Card {
    id: card

    required property RulesEditor editor
    readonly property var draft: card.editor.draft
    required property int index
    readonly property var field: (card.draft.schema?.fields ?? [])[card.index] ?? ({})
    readonly property var limits: card.field.constraints ?? ({})
    readonly property string problem: card.editor.problems["schema.fields." + card.index] ?? ""

    function text(value): string {
        return value === undefined ? "" : String(value);
    }

    //: A field of a form; %1 is its name
    title: card.field.name ? card.field.name : qsTr("Field %1").arg(card.index + 1)
    header: [
        IconButton {
            iconName: "trash"
            //: Button: removes a field of the form; %1 is its name
            name: qsTr("Remove the field %1").arg(card.title)
            onClicked: card.editor.remove(["schema", "fields", card.index])
        }
    ]

    Flow {
        spacing: Theme.gap16
        Layout.fillWidth: true

        RulesText {
            editor: card.editor
            //: Field: name of a field of the form
            label: qsTr("Name")
            path: ["schema", "fields", card.index, "name"]
            place: ""
            value: card.text(card.field.name)
            inputName: "fieldName" + card.index
            width: Theme.px(240)
            handled: true
            onEdit: text => card.editor.set(["schema", "fields", card.index, "name"], text)
        }
        Field {
            //: Field: text, number or date
            label: qsTr("What it holds")
            width: Theme.px(200)

            ComboBox {
                objectName: "fieldType" + card.index
                name: qsTr("What it holds")
                model: [
                    //: What a field of a form holds
                    qsTr("Text"),
                    //: What a field of a form holds
                    qsTr("Number"),
                    //: What a field of a form holds
                    qsTr("Whole number"),
                    //: What a field of a form holds
                    qsTr("Yes or no"),
                    //: What a field of a form holds
                    qsTr("Date"),
                    //: What a field of a form holds
                    qsTr("Anything")]
                currentIndex: Array.from(card.editor.fieldTypes).indexOf(card.field.type ?? "any")
                Layout.fillWidth: true
                onActivated: index => card.editor.set(["schema", "fields", card.index, "type"], card.editor.fieldTypes[index])
            }
        }
    }
    CheckBox {
        objectName: "fieldRequired" + card.index
        //: A field of a form that every record must have
        text: qsTr("Every record must have it")
        checked: card.limits.required ?? false
        Layout.fillWidth: true
        onToggled: {
            if (checked)
                card.editor.set(["schema", "fields", card.index, "constraints", "required"], true);
            else
                card.editor.remove(["schema", "fields", card.index, "constraints", "required"]);
        }
    }
    Disclosure {
        id: more

        //: Opens what values a field of the form may have
        text: qsTr("Which values it may have")
        open: Object.keys(card.limits).some(each => each !== "required")
    }
    Flow {
        visible: more.open
        spacing: Theme.gap16
        Layout.fillWidth: true

        RulesText {
            editor: card.editor
            label: qsTr("Only these values")
            hint: qsTr("One after the other, with commas.")
            path: ["schema", "fields", card.index, "constraints", "enum"]
            value: Array.from(card.limits.enum ?? []).join(", ")
            inputName: "fieldEnum" + card.index
            width: Theme.px(240)
            handled: true
            onEdit: text => {
                const values = text.split(",").map(each => each.trim()).filter(each => each !== "");
                if (values.length === 0)
                    card.editor.remove(path);
                else
                    card.editor.set(path, values);
            }
        }
        RulesText {
            editor: card.editor
            //: Field: a regular expression
            label: qsTr("Pattern of the whole text")
            hint: qsTr("Such as [A-Z]{2}[0-9]+")
            path: ["schema", "fields", card.index, "constraints", "pattern"]
            value: card.text(card.limits.pattern)
            inputName: "fieldPattern" + card.index
            width: Theme.px(240)
        }
        Repeater {
            model: [
                {
                    key: "minLength",
                    label: qsTr("Fewest characters")
                },
                {
                    key: "maxLength",
                    label: qsTr("Most characters")
                },
                {
                    key: "minimum",
                    label: qsTr("Smallest number")
                },
                {
                    key: "maximum",
                    label: qsTr("Largest number")
                }
            ]

            RulesText {
                required property var modelData

                editor: card.editor // qmllint disable unqualified
                label: modelData.label
                number: true
                path: ["schema", "fields", card.index, "constraints", modelData.key] // qmllint disable unqualified
                value: card.text(card.limits[modelData.key]) // qmllint disable unqualified
                inputName: modelData.key + card.index // qmllint disable unqualified
                width: Theme.px(140)
            }
        }
    }
    Notice {
        visible: card.problem !== ""
        tone: Tone.Danger
        text: card.problem
        Layout.fillWidth: true
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// A record that shows what is wanted, or what is not.
Card {
    id: card

    required property RulesEditor editor
    readonly property var draft: card.editor.draft
    required property string kind // "good", "bad"
    required property int index
    readonly property var example: (card.draft.examples?.[card.kind] ?? [])[card.index] ?? ({})
    readonly property var names: Array.from(card.draft.schema?.fields ?? []).map(field => field.name ?? "")
    readonly property var others: Object.keys(card.example.record ?? {}).filter(name => !card.names.includes(name))
    readonly property var shown: card.names.concat(card.others)

    //: %1 is a number
    title: card.kind === "good" ? qsTr("Good record %1").arg(card.index + 1) : qsTr("Bad record %1").arg(card.index + 1)
    header: [
        IconButton {
            iconName: "trash"
            //: Button: removes an example
            name: qsTr("Remove the example %1").arg(card.title)
            onClicked: card.editor.remove(["examples", card.kind, card.index])
        }
    ]

    Column {
        spacing: Theme.gap12
        Layout.fillWidth: true

        Repeater {
            model: card.shown.length

            RulesText {
                required property int index
                readonly property string name: card.shown[index] ?? "" // qmllint disable unqualified

                editor: card.editor // qmllint disable unqualified
                label: name
                place: ""
                value: String((card.example.record ?? {})[name] ?? "") // qmllint disable unqualified
                inputName: "example-" + card.kind + "-" + card.index + "-" + name // qmllint disable unqualified
                width: parent ? parent.width : 0
                handled: true
                onEdit: text => card.editor.setExampleValue(card.kind, card.index, name, text) // qmllint disable unqualified
            }
        }
    }
    RulesText {
        editor: card.editor
        //: Field: why a record is a good or a bad one
        label: qsTr("Why")
        path: ["examples", card.kind, card.index, "words"]
        place: "examples." + card.kind + "." + card.index
        value: card.example.words ?? ""
        inputName: "why-" + card.kind + "-" + card.index
        Layout.fillWidth: true
    }
}

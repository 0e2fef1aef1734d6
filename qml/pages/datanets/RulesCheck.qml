import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// How a datanet uses one check.
Card {
    id: card

    required property RulesEditor editor
    readonly property var draft: card.editor.draft
    required property int index
    readonly property var check: card.editor.checks[card.index] ?? ({})
    readonly property var uses: ["off", "note", "caution", "blocking"]
    readonly property var written: (card.draft.checks ?? {})[card.check.id] ?? ({})

    title: card.check.title ?? ""
    header: [
        ComboBox {
            objectName: "use-" + card.check.id
            //: How a datanet uses a check; %1 is the name of the check
            name: qsTr("Use of the check %1").arg(card.title)
            model: [
                //: How a datanet uses a check
                qsTr("Not used"),
                //: How a datanet uses a check
                qsTr("Good to know"),
                //: How a datanet uses a check
                qsTr("Reviewers look"),
                //: How a datanet uses a check
                qsTr("Must be fixed")]
            currentIndex: card.uses.indexOf(card.check.use ?? "")
            onActivated: index => card.editor.useCheck(card.check.id, card.uses[index])
        }
    ]

    Label {
        text: card.check.explanation ?? ""
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    Label {
        visible: (card.check.example ?? "") !== ""
        //: A text in which a check finds something
        text: qsTr("For example: %1").arg(card.check.example ?? "")
        muted: true
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    CheckBox {
        visible: card.check.use === "caution"
        //: What reviewers' programs do with a record in which a check found something
        text: qsTr("Leave the record out unless a reviewer decides otherwise")
        checked: card.check.excludes ?? false
        Layout.fillWidth: true
        onToggled: card.editor.set(["checks", card.check.id, "excludes"], checked)
    }
    Flow {
        visible: card.check.use !== "off" && (card.check.settings ?? []).length > 0
        spacing: Theme.gap16
        Layout.fillWidth: true

        Repeater {
            model: (card.check.settings ?? []).length

            RulesText {
                required property int index
                readonly property var setting: (card.check.settings ?? [])[index] ?? ({}) // qmllint disable unqualified

                editor: card.editor // qmllint disable unqualified
                label: setting.title ?? ""
                //: The numbers that are allowed, from %1 to %2
                hint: qsTr("%1 to %2").arg(setting.minimum ?? 0).arg(setting.maximum ?? 0)
                number: true
                path: ["checks", card.check.id, setting.name] // qmllint disable unqualified
                place: ""
                value: String(card.written[setting.name] ?? setting.value ?? "") // qmllint disable unqualified
                inputName: "setting-" + card.check.id + "-" + (setting.name ?? "") // qmllint disable unqualified
                width: Theme.px(200)
            }
        }
    }
    Notice {
        visible: text !== ""
        tone: Tone.Danger
        text: card.editor.problems["checks." + card.check.id] ?? ""
        Layout.fillWidth: true
    }
}

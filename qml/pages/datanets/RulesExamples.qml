import QtQuick
import Datanet.App
import Datanet.Controls

// Records that show what a datanet wants, and what it does not.
Column {
    id: section

    required property RulesEditor editor
    readonly property var draft: section.editor.draft
    readonly property var good: section.draft.examples?.good ?? []
    readonly property var bad: section.draft.examples?.bad ?? []
    readonly property bool hasForm: (section.draft.schema?.fields ?? []).length > 0

    spacing: Theme.gap16

    Label {
        visible: !section.hasForm
        text: qsTr("Give the form its fields first; examples fill it in.")
        muted: true
        wrapMode: Text.Wrap
        width: section.width
    }
    Repeater {
        model: section.good.length

        RulesExample {
            editor: section.editor // qmllint disable unqualified
            kind: "good"
            width: section.width // qmllint disable unqualified
        }
    }
    Button {
        objectName: "addGood"
        visible: section.hasForm && section.good.length < 20
        iconName: "plus"
        //: Button: another example
        text: qsTr("Add a good record")
        onClicked: section.editor.set(["examples", "good", section.good.length], {
            record: {},
            words: ""
        })
    }
    Repeater {
        model: section.bad.length

        RulesExample {
            editor: section.editor // qmllint disable unqualified
            kind: "bad"
            width: section.width // qmllint disable unqualified
        }
    }
    Button {
        objectName: "addBad"
        visible: section.hasForm && section.bad.length < 20
        iconName: "plus"
        //: Button: another example
        text: qsTr("Add a bad record")
        onClicked: section.editor.set(["examples", "bad", section.bad.length], {
            record: {},
            words: ""
        })
    }
}

import QtQuick
import Datanet.App
import Datanet.Controls

// What a datanet is for, in words.
Column {
    id: section

    required property RulesEditor editor
    readonly property var draft: section.editor.draft
    readonly property var problems: section.editor.problems
    readonly property var lines: section.draft.rules ?? []

    spacing: Theme.gap16

    RulesText {
        editor: section.editor
        //: Field: the title of a datanet's rules
        label: qsTr("Title")
        path: ["title"]
        value: section.draft.title ?? ""
        inputName: "rulesTitle"
        width: section.width
    }
    RulesText {
        editor: section.editor
        label: qsTr("What it is for")
        hint: qsTr("Who collects what, and what it will be used for.")
        path: ["purpose"]
        value: section.draft.purpose ?? ""
        lines: 5
        inputName: "rulesPurpose"
        width: section.width
    }
    Field {
        label: qsTr("The rules in at most five lines")
        hint: qsTr("What contributors and reviewers keep in mind.")
        error: section.problems["rules"] ?? ""
        width: section.width
    }
    Repeater {
        model: section.lines.length

        Item {
            id: row

            required property int index

            width: section.width // qmllint disable unqualified
            implicitHeight: Math.max(line.implicitHeight, gone.implicitHeight)

            RulesText {
                id: line

                editor: section.editor // qmllint disable unqualified
                path: ["rules", row.index]
                place: ""
                value: section.lines[row.index] ?? "" // qmllint disable unqualified
                inputName: "rulesLine" + row.index
                width: parent.width - gone.width - Theme.gap8
                handled: true
                onEdit: text => section.editor.set(["rules", row.index], text) // qmllint disable unqualified
            }
            IconButton {
                id: gone

                anchors.right: parent.right
                iconName: "trash"
                //: Button: removes a line of the rules
                name: qsTr("Remove line %1").arg(row.index + 1)
                onClicked: section.editor.remove(["rules", row.index]) // qmllint disable unqualified
            }
        }
    }
    Button {
        objectName: "addRulesLine"
        visible: section.lines.length < 5
        iconName: "plus"
        //: Button: another line of the rules
        text: qsTr("Add a line")
        onClicked: section.editor.set(["rules", section.lines.length], "")
    }
}

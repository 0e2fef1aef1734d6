import QtQuick
import Datanet.App
import Datanet.Controls

// Which checks a datanet uses, and how.
Column {
    id: section

    required property RulesEditor editor

    spacing: Theme.gap12

    Repeater {
        model: section.editor.checks.length

        RulesCheck {
            editor: section.editor // qmllint disable unqualified
            width: section.width // qmllint disable unqualified
        }
    }
}

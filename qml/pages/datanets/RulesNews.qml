import QtQuick
import Datanet.Controls
import Datanet.Ui

// That a datanet's rules are others than those something was sent under: { title, text, changes }.
Column {
    id: news

    property var facts: ({})
    readonly property var changes: news.facts.changes ?? []

    visible: news.facts.title !== undefined
    spacing: Theme.gap8

    Notice {
        objectName: "rulesNews"
        width: news.width
        tone: Tone.Caution
        title: news.facts.title ?? ""
        text: news.facts.text ?? ""
    }
    Disclosure {
        id: more

        objectName: "rulesNewsMore"
        visible: news.changes.length > 0
        //: Shows how the rules of a datanet changed
        text: qsTr("What changed")
    }
    // Made when it is looked at, and gone again: nothing hidden takes part in the layout.
    Loader {
        active: more.visible && more.open
        visible: active
        width: news.width
        sourceComponent: RulesChanges {
            changes: news.changes // qmllint disable unqualified
        }
    }
}

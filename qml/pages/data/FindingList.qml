import QtQuick
import QtQuick.Layouts
import Datanet.Controls

// Findings below a heading that folds them away.
ColumnLayout {
    id: list

    property string title
    property var findings: []
    property string moreText

    signal chosen(real position, string field)

    visible: list.findings.length > 0
    spacing: Theme.gap4

    Disclosure {
        id: head

        text: list.title
    }
    Repeater {
        model: head.open ? list.findings : []

        FindingExample {
            required property var modelData

            name: modelData.title + ": " + modelData.name
            sentence: modelData.sentence
            enabled: modelData.position >= 0
            Layout.fillWidth: true
            onClicked: list.chosen(modelData.position, modelData.field) // qmllint disable unqualified
        }
    }
    Label {
        visible: head.open && text !== ""
        text: list.moreText
        muted: true
    }
}

import QtQuick
import Datanet.Controls
import Datanet.Ui

// What a datanet asks of records: what it is for, its rules, what reviewers are told, examples.
Column {
    id: list

    property string purpose
    property var rules: []
    property string instructions
    property var goodExamples: []
    property var badExamples: []

    spacing: Theme.gap12

    Label {
        visible: text !== ""
        width: list.width
        text: list.purpose
        wrapMode: Text.Wrap
    }
    Repeater {
        model: list.rules

        Item {
            id: rule

            required property int index
            required property string modelData

            width: list.width // qmllint disable unqualified
            height: Math.max(dot.height, words.height)

            NumberDot {
                id: dot

                text: rule.index + 1
            }
            Label {
                id: words

                anchors.left: dot.right
                anchors.leftMargin: Theme.gap8
                anchors.right: parent.right
                text: rule.modelData
                wrapMode: Text.Wrap
            }
        }
    }
    Column {
        visible: list.instructions !== ""
        width: list.width
        spacing: Theme.gap4

        Label {
            width: parent.width
            //: Heading of what the owner of a datanet tells its reviewers
            text: qsTr("To reviewers")
            kind: Label.Strong
        }
        Label {
            width: parent.width
            text: list.instructions
            wrapMode: Text.Wrap
        }
    }
    RulesExampleList {
        width: list.width
        examples: list.goodExamples
        good: true
    }
    RulesExampleList {
        width: list.width
        examples: list.badExamples
        good: false
    }
}

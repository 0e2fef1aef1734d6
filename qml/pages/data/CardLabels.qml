import QtQuick
import Datanet.App
import Datanet.Controls

// The labels to choose from, each with its key, and what is suggested.
Rectangle {
    id: bar

    required property Labelling labelling
    readonly property int inner: bar.width - 2 * Theme.gap24

    implicitHeight: column.height + 2 * Theme.gap12
    color: Theme.surface

    Divider {
        width: parent.width
    }
    Column {
        id: column

        x: Theme.gap24
        y: Theme.gap12
        width: bar.inner
        spacing: Theme.gap12

        Flow {
            visible: bar.labelling.choices.length > 0
            width: bar.inner
            spacing: Theme.gap8

            Repeater {
                model: bar.labelling.choices

                Button {
                    id: choice

                    required property int index
                    required property string modelData
                    readonly property bool on: choice.modelData === bar.labelling.label // qmllint disable unqualified

                    objectName: "label" + (choice.index + 1)
                    text: choice.modelData
                    width: Math.min(implicitWidth, bar.inner) // qmllint disable unqualified
                    iconName: choice.on ? "check" : ""
                    keyHint: choice.index < 9 ? String(choice.index + 1) : ""
                    Accessible.checkable: true
                    Accessible.checked: choice.on
                    onClicked: bar.labelling.choose(choice.index) // qmllint disable unqualified
                }
            }
        }
        Flow {
            visible: bar.labelling.suggestion !== ""
            width: bar.inner
            spacing: Theme.gap8

            Button {
                objectName: "takeSuggestion"
                iconName: "chip"
                //: Button: takes the suggested label; %1 is "refund 83 %"
                text: qsTr("Suggestion: %1").arg(bar.labelling.suggestionText)
                width: Math.min(implicitWidth, bar.inner)
                keyHint: qsTr("A")
                onClicked: bar.labelling.takeSuggestion()
            }
        }
        Label {
            objectName: "suggestionDetail"
            visible: text !== ""
            width: bar.inner
            text: bar.labelling.suggestionDetail
            muted: true
            wrapMode: Text.Wrap
        }
    }
}

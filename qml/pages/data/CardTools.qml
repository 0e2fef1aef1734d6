import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// What is labelled, and how a card looks.
Rectangle {
    id: bar

    required property Labelling labelling
    readonly property bool narrow: bar.width < Theme.px(640)
    readonly property var kinds: ["label", "question", "dialogue", "caption", "form"]

    implicitHeight: Theme.toolbar
    color: Theme.surface

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.gap24
        anchors.rightMargin: Theme.gap24
        spacing: Theme.gap12

        ComboBox {
            objectName: "labelField"
            iconName: "tag"
            //: Which field of the records is labelled
            name: qsTr("Field to label")
            model: bar.labelling.fields
            textRole: "title"
            currentIndex: Array.from(bar.labelling.fields).findIndex(each => each.name === bar.labelling.field)
            Layout.preferredWidth: Theme.px(bar.narrow ? 130 : 200)
            onActivated: index => bar.labelling.setField(bar.labelling.fields[index].name)
        }
        ComboBox {
            objectName: "cardKind"
            iconName: "columns"
            //: How a record is laid out
            name: qsTr("Kind of card")
            //: Kinds of cards: a text with its label, a question with its answer, turns of a dialogue, a picture or sound with its text, all fields
            model: [qsTr("Text and label"), qsTr("Question and answer"), qsTr("Dialogue"), qsTr("Picture or sound"), qsTr("All fields")]
            currentIndex: bar.kinds.indexOf(bar.labelling.kind)
            Layout.preferredWidth: Theme.px(bar.narrow ? 150 : 200)
            onActivated: index => bar.labelling.setKind(bar.kinds[index])
        }
        Label {
            visible: !bar.narrow
            text: bar.labelling.fieldHelp
            muted: true
            Layout.fillWidth: true
        }
        Item {
            visible: bar.narrow
            Layout.fillWidth: true
        }
        ComboBox {
            objectName: "suggestionSource"
            visible: bar.labelling.field !== "" && !bar.narrow
            //: What suggested labels are learnt from
            name: qsTr("Suggestions")
            model: bar.labelling.suggestionSources
            textRole: "text"
            currentIndex: bar.labelling.suggestionSource
            Layout.preferredWidth: Theme.px(230)
            onActivated: index => bar.labelling.setSuggestionSource(index)
        }
    }
    Divider {
        width: parent.width
        y: parent.height - 1
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// Why a record is decided as it is: needed to exclude it.
ColumnLayout {
    id: bar

    required property ReviewDesk desk

    function takeFocus() {
        const first = chips.itemAt(0);
        if (first)
            first.forceActiveFocus(Qt.ShortcutFocusReason);
    }

    spacing: Theme.gap8

    Divider {
        Layout.fillWidth: true
    }
    RowLayout {
        spacing: Theme.gap8
        Layout.fillWidth: true
        Layout.leftMargin: Theme.gap24
        Layout.rightMargin: Theme.gap24

        Label {
            //: Why a record is excluded or accepted
            text: qsTr("Reason")
            kind: Label.Strong
        }
        KeyHint {
            //: Key that moves to the reasons
            text: qsTr("R")
        }
        Label {
            text: bar.desk.reasonNeeded ? qsTr("Choose why this record is left out") : qsTr("Needed to exclude, welcome to accept")
            muted: !bar.desk.reasonNeeded
            color: bar.desk.reasonNeeded ? Theme.danger : Theme.muted
            Layout.fillWidth: true
        }
    }
    Flow {
        spacing: Theme.gap8
        Layout.fillWidth: true
        Layout.leftMargin: Theme.gap24
        Layout.rightMargin: Theme.gap24

        Repeater {
            id: chips

            model: bar.desk.reasons

            Chip {
                required property var modelData

                text: modelData.text
                selected: bar.desk.reason === modelData.code // qmllint disable unqualified
                iconName: selected ? "check" : ""
                onClicked: bar.desk.setReason(modelData.code) // qmllint disable unqualified
            }
        }
    }
    TextField {
        id: words

        text: bar.desk.reasonWords
        //: Field for a reviewer's own words
        placeholderText: qsTr("In your own words")
        Layout.fillWidth: true
        Layout.leftMargin: Theme.gap24
        Layout.rightMargin: Theme.gap24
        Layout.bottomMargin: Theme.gap12
        onEditingFinished: bar.desk.setReasonWords(text)

        // Typing ends the binding; another record brings its own words.
        Connections {
            target: bar.desk

            function onRecordChanged() {
                words.text = bar.desk.reasonWords;
            }
        }
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// Why a record is decided as it is: needed to exclude it.
ColumnLayout {
    id: bar

    required property ReviewDesk desk
    // The reasons that stand there before "More".
    readonly property int first: 6
    property bool all: false

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
            Layout.preferredWidth: 1
        }
        TextField {
            id: words

            text: bar.desk.reasonWords
            //: Field for a reviewer's own words
            placeholderText: qsTr("In your own words")
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            onEditingFinished: bar.desk.setReasonWords(text)
            onAccepted: words.focus = false

            // Typing ends the binding; another record brings its own words.
            Connections {
                target: bar.desk

                function onRecordChanged() {
                    words.text = bar.desk.reasonWords;
                }
            }
        }
    }
    Flow {
        spacing: Theme.gap8
        Layout.fillWidth: true
        Layout.leftMargin: Theme.gap24
        Layout.rightMargin: Theme.gap24
        Layout.bottomMargin: Theme.gap12

        Repeater {
            id: chips

            model: bar.desk.reasons

            Chip {
                required property int index
                required property var modelData

                visible: bar.all || index < bar.first || selected // qmllint disable unqualified
                //: A reason and its key
                text: index < 9 ? qsTr("%1  %2").arg(index + 1).arg(modelData.text) : modelData.text
                selected: bar.desk.reason === modelData.code // qmllint disable unqualified
                iconName: selected ? "check" : ""
                onClicked: bar.desk.setReason(modelData.code) // qmllint disable unqualified
            }
        }
        Chip {
            visible: !bar.all
            iconName: "plus"
            //: Shows the rest of the reasons
            text: qsTr("More")
            onClicked: bar.all = true
        }
    }
}

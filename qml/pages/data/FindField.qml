import QtQuick
import Datanet.App
import Datanet.Controls

// Where records are looked for. What is typed is found after a moment, and at once with Enter.
SearchField {
    id: field

    required property RecordFinder finder

    signal leaving

    function focusField() {
        field.forceActiveFocus(Qt.ShortcutFocusReason);
        field.selectAll();
    }

    //: In the search field above the table; what is in quotation marks is an example
    placeholderText: qsTr("A word, or an expression like score > 0.5")
    name: qsTr("Find records")
    error: field.finder.problem
    onTextEdited: field.finder.text = field.text
    onAccepted: {
        field.finder.text = field.text;
        field.finder.findNow();
    }
    // Cleared by its button, or by Esc.
    onTextChanged: if (field.text === "" && field.finder.text !== "" && !field.composing)
        field.finder.clear()
    Keys.onDownPressed: field.leaving()
    Keys.onPressed: event => {
        if (event.key === Qt.Key_Escape && field.text === "") {
            event.accepted = true;
            field.leaving();
        }
    }

    readonly property bool composing: field.preeditText !== ""

    Connections {
        target: field.finder

        function onChanged() {
            if (field.text !== field.finder.text)
                field.text = field.finder.text;
        }
    }
}

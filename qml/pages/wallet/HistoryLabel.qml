import QtQuick
import QtQuick.Layouts
import Datanet.Controls

// A label that is changed where it stands: Enter keeps it, Esc leaves it as it was.
Item {
    id: note

    property string text

    signal given(string words)

    function edit() {
        field.text = note.text;
        field.visible = true;
        field.forceActiveFocus();
        field.selectAll();
    }
    function finish(keep: bool) {
        if (!field.visible)
            return;
        field.visible = false;
        if (keep && field.text.trim() !== note.text)
            note.given(field.text);
    }

    implicitWidth: add.visible ? add.implicitWidth : Theme.px(160)
    implicitHeight: field.visible ? field.implicitHeight : Math.max(shown.implicitHeight, add.implicitHeight)

    RowLayout {
        id: shown

        width: parent.width
        visible: !field.visible && note.text !== ""
        spacing: Theme.gap4

        Icon {
            name: "tag"
            color: Theme.muted
            size: Theme.px(14)
        }
        Label {
            text: note.text
            wrapMode: Text.Wrap
            maximumLineCount: 3
            Layout.fillWidth: true
        }
        IconButton {
            iconName: "pencil"
            size: Button.Small
            //: Changes the words a person gave to an entry of the history
            name: qsTr("Change label")
            onClicked: note.edit()
        }
    }
    IconButton {
        id: add

        visible: !field.visible && note.text === ""
        iconName: "tag"
        size: Button.Small
        //: Gives an entry of the history a few words of one's own
        name: qsTr("Add a label")
        onClicked: note.edit()
    }
    TextField {
        id: field

        visible: false
        width: parent.width
        maximumLength: 200
        name: qsTr("Label")
        placeholderText: qsTr("What this was")
        onAccepted: note.finish(true)
        onActiveFocusChanged: {
            if (!activeFocus)
                note.finish(true);
        }

        Keys.onShortcutOverride: event => event.accepted = event.key === Qt.Key_Escape
        Keys.onEscapePressed: note.finish(false)
    }
}

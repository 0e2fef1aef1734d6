import QtQuick
import Datanet.Controls

TextField {
    id: field

    property string keyHint: "/"

    leadingSpace: Theme.icon + Theme.gap8
    trailingSpace: Theme.tag + Theme.gap4
    //: What a field for searching is called when nothing else says so
    name: field.placeholderText !== "" ? field.placeholderText : qsTr("Search")
    Accessible.role: Accessible.EditableText
    Accessible.searchEdit: true

    Keys.onEscapePressed: event => {
        if (field.text === "")
            event.accepted = false;
        else
            field.clear();
    }

    Icon {
        anchors.left: parent.left
        anchors.leftMargin: Theme.gap8 + 2
        anchors.verticalCenter: parent.verticalCenter
        name: "search"
        color: Theme.muted
    }
    KeyHint {
        anchors.right: parent.right
        anchors.rightMargin: Theme.gap8
        anchors.verticalCenter: parent.verticalCenter
        visible: field.keyHint !== "" && field.text === "" && !field.activeFocus
        text: field.keyHint
    }
    IconButton {
        anchors.right: parent.right
        anchors.rightMargin: 2
        anchors.verticalCenter: parent.verticalCenter
        visible: field.text !== ""
        size: Button.Small
        iconName: "close"
        //: Button in a search field
        name: qsTr("Clear")
        focusPolicy: Qt.NoFocus
        onClicked: {
            field.clear();
            field.forceActiveFocus();
        }
    }
}

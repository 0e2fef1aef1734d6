import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// Third step of founding a datanet: who reads it, and where its files are.
ColumnLayout {
    id: step

    required property DatanetFounding founding
    property bool practice: false
    readonly property var draft: step.founding.draft
    readonly property bool closed: step.draft.private ?? false

    spacing: Theme.gap16

    RadioCard {
        objectName: "found-open"
        checked: !step.closed
        iconName: "globe"
        //: Who may read a datanet
        text: qsTr("Everybody reads it")
        detail: qsTr("Its records are found in answers, and their contributors earn.")
        Layout.fillWidth: true
        onClicked: step.founding.set("private", false)
    }
    RadioCard {
        objectName: "found-private"
        checked: step.closed
        iconName: "lock"
        //: Who may read a datanet
        text: qsTr("Only members read it")
        detail: qsTr("You name them. Its records are not traced, so they earn nothing. This can't be changed later.")
        Layout.fillWidth: true
        onClicked: step.founding.set("private", true)
    }
    FoundField {
        founding: step.founding
        part: "remote"
        //: Where the versions of a datanet are kept
        label: qsTr("Where its versions are kept")
        hint: step.practice ? qsTr("A folder of this computer, made for it. Anywhere else, others must be able to read it.") : qsTr("At any git host, empty at first: everybody must be able to read it, and you to write.")
        placeholder: "https://git.example.org/recipes.git"
        Layout.fillWidth: true
    }
    FoundField {
        founding: step.founding
        part: "inbox"
        //: The server to which records for a datanet are sent
        label: qsTr("Where records are sent to")
        hint: step.practice ? qsTr("The practice network's own.") : qsTr("Your server, started with: datanet inbox serve. It sees sealed files only.")
        placeholder: "https://inbox.example.org"
        Layout.fillWidth: true
    }
}

import QtQuick
import Datanet.App
import Datanet.Controls
import Datanet.Ui

Header {
    id: header

    required property Workbench workbench

    signal saveRequested
    signal sendRequested
    signal historyRequested
    signal copiesRequested
    signal closeRequested
    signal matchRequested
    signal labelRequested
    signal importRequested
    signal exportRequested

    // Not everything has room where letters are large: what a menu or a key does as well goes first.
    readonly property bool compact: header.width < Theme.px(1000)

    title: header.workbench.title
    //: Way back to the list of data sets
    trail: [{text: qsTr("My data"), key: "list"}]
    onTrailChosen: header.closeRequested()

    beside: [
        Label {
            visible: !header.compact
            text: header.workbench.versionText
            muted: true
        },
        Tag {
            visible: header.workbench.unsaved && !header.compact
            tone: Tone.Caution
            iconName: "pencil"
            text: header.workbench.unsavedText
        }
    ]

    IconButton {
        iconName: "undo"
        enabled: header.workbench.undoText !== ""
        //: Takes back the last thing done; %1 is what that was: "2 records left out"
        name: header.workbench.undoText !== "" ? qsTr("Undo: %1").arg(header.workbench.undoText) : qsTr("Undo")
        onClicked: header.workbench.undo()
    }
    IconButton {
        visible: !header.compact
        iconName: "redo"
        enabled: header.workbench.redoText !== ""
        //: Does again what was undone; %1 is what that was: "2 records left out"
        name: header.workbench.redoText !== "" ? qsTr("Redo: %1").arg(header.workbench.redoText) : qsTr("Redo")
        onClicked: header.workbench.redo()
    }
    IconButton {
        visible: !header.compact
        iconName: "history"
        //: Opens the versions of the data set
        name: qsTr("Versions")
        enabled: header.workbench.hasVersion || header.workbench.unsaved
        onClicked: header.historyRequested()
    }
    MenuButton {
        objectName: "moreActions"
        //: More that can be done with a data set
        Accessible.name: qsTr("More")
        variant: Button.Quiet

        MenuItem {
            text: qsTr("Versions")
            iconName: "history"
            enabled: header.workbench.hasVersion || header.workbench.unsaved
            onTriggered: header.historyRequested()
        }
        MenuItem {
            text: qsTr("Bring in a file")
            iconName: "file"
            onTriggered: header.importRequested()
        }
        MenuItem {
            text: qsTr("Label")
            iconName: "tag"
            enabled: header.workbench.records.allCount > 0
            onTriggered: header.labelRequested()
        }
        MenuItem {
            //: Opens the sheet in which columns are matched to a datanet, renamed or left out
            text: qsTr("Columns")
            iconName: "table"
            enabled: header.workbench.records.allCount > 0
            onTriggered: header.matchRequested()
        }
        MenuItem {
            text: qsTr("Copies elsewhere")
            iconName: "server"
            onTriggered: header.copiesRequested()
        }
        MenuSeparator {
        }
        MenuItem {
            //: Opens the sheet in which a file or folder for others is made
            text: qsTr("Write for others")
            iconName: "external"
            onTriggered: header.exportRequested()
        }
        MenuSeparator {
        }
        MenuItem {
            text: qsTr("Close")
            iconName: "close"
            onTriggered: header.closeRequested()
        }
    }
    IconButton {
        visible: header.compact
        iconName: "save"
        name: header.workbench.unsaved ? qsTr("Save version") + ", " + header.workbench.unsavedText : qsTr("Save version")
        enabled: header.workbench.unsaved && !header.workbench.saving.running
        onClicked: header.saveRequested()
    }
    Button {
        visible: !header.compact
        text: qsTr("Save version")
        iconName: "save"
        enabled: header.workbench.unsaved && !header.workbench.saving.running
        busy: header.workbench.saving.running
        onClicked: header.saveRequested()
    }
    Button {
        text: qsTr("Send for review")
        iconName: "send"
        variant: Button.Primary
        enabled: header.workbench.records.allCount > 0
        onClicked: header.sendRequested()
    }
}

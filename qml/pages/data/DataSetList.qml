import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Datanet.App
import Datanet.Controls
import Datanet.Ui

ColumnLayout {
    id: page

    required property DataSets dataSets
    required property Workbench workbench

    signal filesChosen(var files)
    signal browseRequested
    signal folderRequested
    signal copyRequested
    signal newRequested
    signal sampleRequested

    spacing: 0

    Header {
        id: header

        // Where letters are large the ways in that are rarer wait in a menu.
        readonly property bool compact: header.width < Theme.px(640)

        //: Title of the page with the data sets on this computer
        title: qsTr("My data")
        Layout.fillWidth: true

        MenuButton {
            objectName: "moreWays"
            visible: header.compact
            //: More ways to a data set
            Accessible.name: qsTr("More")
            variant: Button.Quiet

            MenuItem {
                text: qsTr("Open a folder")
                iconName: "folder"
                onTriggered: page.folderRequested()
            }
            MenuItem {
                text: qsTr("Get a copy")
                iconName: "copy"
                onTriggered: page.copyRequested()
            }
        }
        Button {
            visible: !header.compact
            text: qsTr("Open a folder")
            iconName: "folder"
            onClicked: page.folderRequested()
        }
        Button {
            visible: !header.compact
            //: Fetches a data set that lies elsewhere
            text: qsTr("Get a copy")
            iconName: "copy"
            onClicked: page.copyRequested()
        }
        Button {
            text: qsTr("New data set")
            iconName: "plus"
            // One way on stands out: with nothing here yet that is the file.
            variant: page.dataSets.count > 0 ? Button.Primary : Button.Plain
            onClicked: page.newRequested()
        }
    }
    ErrorBanner {
        what: page.workbench.opening.errorTitle
        safe: page.workbench.opening.errorDetail
        todo: page.workbench.opening.errorAdvice
        dismissible: true
        Layout.fillWidth: true
        Layout.margins: visible ? Theme.gap24 : 0
        onDismissed: page.workbench.opening.dismissError()
    }
    DropTarget {
        id: drop

        visible: page.dataSets.count > 0
        title: qsTr("Drop files or a folder here")
        text: qsTr("Tables, documents, text, pictures or sound begin a new data set.")
        buttonText: qsTr("Choose a file")
        Layout.fillWidth: true
        Layout.margins: Theme.gap24
        Layout.bottomMargin: 0
        onFilesDropped: urls => page.filesChosen(urls)
        onChosen: page.browseRequested()
    }
    Item {
        visible: page.dataSets.count === 0
        Layout.fillWidth: true
        Layout.fillHeight: true

        DropArea {
            id: whole

            anchors.fill: parent
            keys: ["text/uri-list"]
            onDropped: drop => {
                if (drop.hasUrls)
                    page.filesChosen(drop.urls);
            }
        }
        DashedFrame {
            anchors.fill: parent
            anchors.margins: Theme.gap24
            lineColor: whole.containsDrag ? Theme.accent : Theme.lineStrong
            ground: whole.containsDrag ? Theme.accentSoft : "transparent"
        }
        EmptyState {
            anchors.centerIn: parent
            width: Math.min(parent.width - 2 * Theme.gap32, Theme.px(480))
            iconName: "table"
            title: qsTr("Drop your first file here")
            text: qsTr("A table, a document, text, pictures or sound, or a folder of them. It stays on this computer until you send it for review.")
            actionText: qsTr("Choose a file")
            actionIcon: "file"
            secondText: qsTr("Try it with a sample")
            onAction: page.browseRequested()
            onSecond: page.sampleRequested()
        }
    }
    GridView {
        id: grid

        readonly property int columns: Math.max(1, Math.floor(width / Theme.px(320)))

        visible: page.dataSets.count > 0
        model: page.dataSets
        clip: true
        focus: visible
        cellWidth: width / columns
        cellHeight: Theme.px(118)
        keyNavigationEnabled: true
        boundsBehavior: Flickable.StopAtBounds
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Data sets")
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.margins: Theme.gap16

        T.ScrollBar.vertical: ScrollBar {
        }

        delegate: DataSetCard {
            width: grid.cellWidth // qmllint disable unqualified
            height: grid.cellHeight // qmllint disable unqualified
            onOpened: folder => page.workbench.open(folder) // qmllint disable unqualified
            onForgotten: folder => page.dataSets.forget(folder) // qmllint disable unqualified
        }
    }
}

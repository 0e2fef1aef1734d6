import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// The records of a saved version, for looking only.
ColumnLayout {
    id: page

    required property VersionHistory history
    // The picture or sound of the current row.
    property var media: ({})

    signal bringBackRequested
    signal closeRequested

    spacing: 0

    Connections {
        target: page.history.past

        function onSelectionChanged() {
            page.media = page.history.past.mediaOf(page.history.past.currentRow);
        }
    }
    Rectangle {
        color: Theme.surface
        Layout.fillWidth: true
        implicitHeight: Theme.toolbar

        RowLayout {
            anchors.fill: parent
            anchors.leftMargin: Theme.gap24
            anchors.rightMargin: Theme.gap24
            spacing: Theme.gap12

            Icon {
                name: "eye"
                color: Theme.muted
            }
            Label {
                //: Above the records of an older version; %1 is "Version 3"
                text: qsTr("%1, for looking only").arg(page.history.pastTitle)
                kind: Label.Strong
            }
            Label {
                text: page.history.past.countText
                muted: true
                Layout.fillWidth: true
            }
            Button {
                text: qsTr("Bring back")
                iconName: "return"
                onClicked: page.bringBackRequested()
            }
            IconButton {
                iconName: "close"
                name: qsTr("Close")
                onClicked: page.closeRequested()
            }
        }
        Divider {
            width: parent.width
            y: parent.height - 1
        }
    }
    RowLayout {
        spacing: 0
        Layout.fillWidth: true
        Layout.fillHeight: true

        RecordTable {
            id: table

            model: page.history.past
            focus: true
            Layout.fillWidth: true
            Layout.fillHeight: true
        }
        SidePanel {
            visible: (page.media.kind ?? "") !== ""
            Layout.preferredWidth: Theme.sidePanel
            Layout.fillHeight: true

            MediaView {
                media: page.media
                Layout.fillWidth: true
                Layout.margins: Theme.gap16
            }
        }
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.Controls

FocusScope {
    id: panel

    property string title
    property string subtitle
    property bool closable: false
    property alias header: headerColumn.data
    property alias footer: footerColumn.data
    default property alias content: body.data
    property int inset: Theme.gap16
    property bool atStart: false

    signal closeRequested

    implicitWidth: Theme.sidePanel
    Accessible.role: Accessible.Grouping
    Accessible.name: panel.title

    Keys.onEscapePressed: event => {
        if (panel.closable)
            panel.closeRequested();
        else
            event.accepted = false;
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.surface
    }
    Divider {
        vertical: true
        height: parent.height
        x: panel.atStart !== panel.LayoutMirroring.enabled ? parent.width - 1 : 0
    }
    ColumnLayout {
        anchors.fill: parent
        anchors.leftMargin: panel.atStart ? 0 : 1
        anchors.rightMargin: panel.atStart ? 1 : 0
        spacing: 0

        RowLayout {
            visible: panel.title !== ""
            spacing: Theme.gap8
            Layout.fillWidth: true
            Layout.fillHeight: false
            Layout.leftMargin: panel.inset
            Layout.rightMargin: panel.inset
            Layout.topMargin: Theme.gap16
            Layout.bottomMargin: Theme.gap12

            ColumnLayout {
                spacing: 0
                Layout.fillWidth: true

                Label {
                    text: panel.title
                    kind: panel.closable ? Label.Title : Label.Strong
                    wrapMode: Text.Wrap
                    Layout.fillWidth: true
                }
                Label {
                    visible: text !== ""
                    text: panel.subtitle
                    muted: true
                    wrapMode: Text.Wrap
                    Layout.fillWidth: true
                }
            }
            IconButton {
                visible: panel.closable
                iconName: "close"
                //: Closes a sheet or a panel
                name: qsTr("Close")
                Layout.alignment: Qt.AlignTop
                onClicked: panel.closeRequested()
            }
        }
        ColumnLayout {
            id: headerColumn

            spacing: 0
            Layout.fillWidth: true
            Layout.fillHeight: false
        }
        ScrollArea {
            id: scroll

            Layout.fillWidth: true
            Layout.fillHeight: true

            ColumnLayout {
                id: body

                width: scroll.width
                spacing: 0
            }
        }
        ColumnLayout {
            id: footerColumn

            spacing: 0
            Layout.fillWidth: true
            Layout.fillHeight: false
        }
    }
}

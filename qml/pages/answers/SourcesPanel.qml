import QtQuick
import QtQuick.Layouts
import Datanet.Controls

// Where a text came from: every source with its share, what no record has, and what this cannot see.
SidePanel {
    id: panel

    // OriginText::map()
    property var origin: ({})
    property string unit
    property bool practice: false
    // Which source the words that are pointed at belong to; -1 for none.
    property int current: -1
    property string unattributedText
    default property alias extra: panel.footer
    readonly property var sources: panel.origin.sources ?? []

    signal sourcePointed(int index)
    signal trustRequested

    //: Spoken name of the panel with the sources of a text
    Accessible.name: qsTr("Where it came from")

    header: ColumnLayout {
        spacing: Theme.gap12
        Layout.fillWidth: true
        Layout.margins: Theme.gap16

        // Anchored, because a layout that is hidden misses that its badge says something else by now.
        Item {
            implicitHeight: Math.max(heading.implicitHeight, close.visible ? close.implicitHeight : 0)
            Layout.fillWidth: true

            Label {
                id: heading

                anchors.left: parent.left
                anchors.right: badge.left
                anchors.rightMargin: Theme.gap8
                anchors.verticalCenter: parent.verticalCenter
                text: qsTr("Where it came from")
                kind: Label.Strong
            }
            TrustBadge {
                id: badge

                anchors.right: panel.closable ? close.left : parent.right
                anchors.rightMargin: panel.closable ? Theme.gap8 : 0
                anchors.verticalCenter: parent.verticalCenter
                level: panel.origin.level ?? "?"
                onClicked: panel.trustRequested()
            }
            IconButton {
                id: close

                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                visible: panel.closable
                iconName: "close"
                name: qsTr("Close")
                onClicked: panel.closeRequested()
            }
        }
        SharesBar {
            sources: panel.sources
            unattributed: panel.origin.unattributedPart ?? 0
            clip: true
            Layout.fillWidth: true
        }
    }

    Divider {
        Layout.fillWidth: true
    }
    ColumnLayout {
        objectName: "sources"
        spacing: 0
        Layout.fillWidth: true

        Repeater {
            model: panel.sources

            SourceRow {
                id: row

                required property int index
                required property var modelData

                source: row.modelData
                on: panel.current === row.index // qmllint disable unqualified
                unit: panel.unit // qmllint disable unqualified
                practice: panel.practice // qmllint disable unqualified
                Layout.fillWidth: true
                onHoveredChanged: panel.sourcePointed(row.hovered ? row.index : -1) // qmllint disable unqualified
                onVisualFocusChanged: panel.sourcePointed(row.visualFocus ? row.index : -1) // qmllint disable unqualified
            }
        }
    }
    RowLayout {
        visible: (panel.origin.unattributedPart ?? 0) > 0
        spacing: Theme.gap12
        Layout.fillWidth: true
        Layout.margins: Theme.gap16
        Layout.topMargin: Theme.gap12

        SourceTile {
            Layout.alignment: Qt.AlignTop
        }
        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true

            RowLayout {
                Layout.fillWidth: true

                Label {
                    //: The part of a text that no published record shares
                    text: qsTr("No record found")
                    kind: Label.Strong
                    Layout.fillWidth: true
                }
                Label {
                    text: panel.origin.unattributed ?? ""
                    kind: Label.Strong
                }
            }
            Label {
                visible: text !== ""
                text: panel.unattributedText
                muted: true
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
        }
    }
    RowLayout {
        spacing: Theme.gap8
        Layout.fillWidth: true
        Layout.margins: Theme.gap16

        Icon {
            name: "info"
            color: Theme.muted
            Layout.alignment: Qt.AlignTop
            Layout.topMargin: (Theme.bodyLine - height) / 2
        }
        Label {
            text: qsTr("This finds wording that a text shares with records. It cannot see what a model learned without copying: a paraphrase or a translation earns nothing.")
            muted: true
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
    }
}

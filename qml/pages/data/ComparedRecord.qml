import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Datanet.Controls

Column {
    id: record

    required property string name
    required property string kind
    required property string kindText
    required property var cells
    property int nameWidth: Theme.px(112)
    property bool open: true

    T.AbstractButton {
        id: head

        width: record.width
        height: Theme.grown(40)
        hoverEnabled: true
        focusPolicy: Qt.StrongFocus
        text: record.name
        Accessible.role: Accessible.Button
        Accessible.name: record.name
        Accessible.description: record.kindText
        onClicked: record.open = !record.open

        Keys.onReturnPressed: head.clicked()

        background: Rectangle {
            color: head.hovered ? Theme.hover : Theme.surface

            Divider {
                width: parent.width
                y: parent.height - 1
            }
        }
        contentItem: Item {
            RowLayout {
                anchors.fill: parent
                anchors.leftMargin: Theme.gap24
                anchors.rightMargin: Theme.gap24
                spacing: Theme.gap8

                Icon {
                    name: record.open ? "chevron-down" : "chevron-right"
                    size: Theme.px(14)
                    color: Theme.muted
                }
                Label {
                    text: record.name
                    kind: Label.Strong
                    Layout.maximumWidth: record.width * 0.6
                }
                Tag {
                    text: record.kindText
                    tone: record.kind === "added" ? Tone.Positive : record.kind === "removed" ? Tone.Danger : Tone.Caution
                }
                Item {
                    Layout.fillWidth: true
                }
            }
        }
        FocusRing {
            targetRadius: 0
            shown: head.visualFocus
        }
    }
    Repeater {
        model: record.open ? record.cells : []

        Row {
            id: line

            required property var modelData
            readonly property bool pictured: line.modelData.beforeMedia?.kind === "picture" || line.modelData.afterMedia?.kind === "picture"
            readonly property real tall: Math.max(line.pictured ? Theme.px(120) : 0, before.implicitHeight, after.implicitHeight, cellName.implicitHeight)

            Item {
                id: cellName

                width: record.nameWidth // qmllint disable unqualified
                height: line.tall
                implicitHeight: fieldName.implicitHeight + 2 * Theme.gap12

                Label {
                    id: fieldName

                    x: Theme.gap24
                    y: Theme.gap8 + 2
                    width: parent.width - Theme.gap24 - Theme.gap8
                    text: line.modelData.field
                    muted: true
                    wrapMode: Text.Wrap
                }
                Divider {
                    width: parent.width
                    y: parent.height - 1
                }
            }
            DiffCell {
                id: before

                width: (record.width - record.nameWidth) / 2 // qmllint disable unqualified
                height: line.tall
                change: line.modelData.beforeChange
                segments: line.modelData.beforeMedia?.kind ? [] : line.modelData.before

                ComparedMedia {
                    media: line.modelData.beforeMedia ?? {}
                }
            }
            DiffCell {
                id: after

                width: (record.width - record.nameWidth) / 2 // qmllint disable unqualified
                height: line.tall
                change: line.modelData.afterChange
                segments: line.modelData.afterMedia?.kind ? [] : line.modelData.after

                ComparedMedia {
                    media: line.modelData.afterMedia ?? {}
                }
            }
        }
    }
}

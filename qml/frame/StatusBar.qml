import QtQuick
import QtQuick.Layouts
import Datanet.Controls

Rectangle {
    id: bar

    property string network
    property string level
    property string block
    property string trustDetail
    // Short sentences, most important first; keys: { keys: ["J", "K"], text }
    property var notes: []
    property var keys: []
    default property alias content: extra.data

    signal trustRequested
    signal keyRequested(int index)

    implicitHeight: Theme.status
    color: Theme.surface
    Accessible.role: Accessible.StatusBar
    Accessible.name: [bar.network, bar.block, ...bar.notes].join(", ")

    Divider {
        width: parent.width
    }
    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.gap16
        anchors.rightMargin: Theme.gap16
        anchors.topMargin: 1
        spacing: 6

        TrustBadge {
            visible: bar.level !== ""
            level: bar.level
            compact: true
            onClicked: bar.trustRequested()
        }
        Label {
            visible: text !== ""
            text: bar.network
            elide: Text.ElideRight
            Layout.maximumWidth: implicitWidth
        }
        Label {
            visible: text !== ""
            text: bar.block
            muted: true
        }
        Repeater {
            model: bar.notes

            RowLayout {
                id: note

                required property int index
                required property string modelData

                spacing: 0
                Layout.fillWidth: true
                Layout.maximumWidth: noteText.implicitWidth + noteText.Layout.leftMargin + Theme.gap16 + 1

                Divider {
                    visible: note.index === 0 && bar.network !== "" // qmllint disable unqualified
                    vertical: true
                    Layout.preferredHeight: Theme.gap12
                    Layout.leftMargin: Theme.gap8
                }
                Label {
                    id: noteText

                    text: note.modelData
                    muted: true
                    Layout.leftMargin: Theme.gap8 + 2
                    Layout.fillWidth: true
                }
            }
        }
        RowLayout {
            id: extra

            spacing: Theme.gap8
        }
        Item {
            Layout.fillWidth: true
        }
        Repeater {
            model: bar.keys

            RowLayout {
                id: shortcut

                required property int index
                required property var modelData

                spacing: Theme.gap8
                Layout.leftMargin: Theme.gap8

                Repeater {
                    model: shortcut.modelData.keys

                    KeyHint {
                        required property string modelData

                        text: modelData
                    }
                }
                Label {
                    text: shortcut.modelData.text
                    muted: true
                }
                TapHandler {
                    onTapped: bar.keyRequested(shortcut.index) // qmllint disable unqualified
                }
            }
        }
    }
}

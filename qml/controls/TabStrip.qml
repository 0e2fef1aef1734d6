import QtQuick
import QtQuick.Templates as T
import QtQuick.Layouts
import Datanet.Controls

T.Control {
    id: control

    // Each: { text, count? }
    property var tabs: []
    property int currentIndex: 0
    property string name

    signal activated(int index)

    implicitHeight: Theme.toolbar
    implicitWidth: row.implicitWidth + 2 * Theme.gap16
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.PageTabList
    Accessible.name: control.name

    function choose(index: int) {
        if (index < 0 || index >= control.tabs.length || index === control.currentIndex)
            return;
        control.currentIndex = index;
        control.activated(index);
    }

    Keys.onLeftPressed: control.choose(control.currentIndex + (control.mirrored ? 1 : -1))
    Keys.onRightPressed: control.choose(control.currentIndex + (control.mirrored ? -1 : 1))

    contentItem: Item {
        Row {
            id: row

            x: Theme.gap16
            height: parent.height
            spacing: Theme.gap16 + 4

            Repeater {
                model: control.tabs

                Item {
                    id: tab

                    required property int index
                    required property var modelData
                    readonly property bool on: index === control.currentIndex // qmllint disable unqualified

                    width: content.implicitWidth
                    height: row.height // qmllint disable unqualified
                    Accessible.role: Accessible.PageTab
                    Accessible.name: tab.modelData.text
                    Accessible.selected: tab.on
                    Accessible.onPressAction: control.choose(tab.index) // qmllint disable unqualified

                    RowLayout {
                        id: content

                        anchors.verticalCenter: parent.verticalCenter
                        spacing: Theme.gap8

                        Text {
                            text: tab.modelData.text
                            textFormat: Text.PlainText
                            color: tab.on || mouse.containsMouse ? Theme.ink : Theme.muted
                            font.pixelSize: Theme.bodySize
                            font.weight: tab.on ? Font.DemiBold : Font.Medium
                        }
                        CountBadge {
                            visible: text !== ""
                            text: tab.modelData.count ?? ""
                        }
                    }
                    Rectangle {
                        anchors.left: parent.left
                        anchors.right: parent.right
                        anchors.bottom: parent.bottom
                        height: 2
                        color: Theme.accent
                        visible: tab.on
                    }
                    MouseArea {
                        id: mouse

                        anchors.fill: parent
                        hoverEnabled: true
                        onClicked: control.choose(tab.index) // qmllint disable unqualified
                    }
                    FocusRing {
                        targetRadius: Theme.radiusChip
                        shown: control.visualFocus && tab.on // qmllint disable unqualified
                    }
                }
            }
        }
    }
    background: Item {
        Divider {
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
        }
    }
}

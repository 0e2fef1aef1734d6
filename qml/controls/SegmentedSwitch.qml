import QtQuick
import QtQuick.Templates as T
import QtQuick.Layouts
import Datanet.Controls

T.Control {
    id: control

    // Each: { text, iconName?, count?, iconColor? }
    property var segments: []
    property int currentIndex: 0
    property string name

    signal activated(int index)

    implicitHeight: Theme.control
    implicitWidth: row.implicitWidth + 4
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: Accessible.PageTabList
    Accessible.name: control.name

    function choose(index: int) {
        if (index < 0 || index >= control.segments.length || index === control.currentIndex)
            return;
        control.currentIndex = index;
        control.activated(index);
    }

    Keys.onLeftPressed: control.choose(control.currentIndex + (control.mirrored ? 1 : -1))
    Keys.onRightPressed: control.choose(control.currentIndex + (control.mirrored ? -1 : 1))

    background: Rectangle {
        radius: Theme.radiusControl
        color: Theme.sunken
        border.width: Theme.line1
        border.color: Theme.line
    }
    contentItem: Item {
        Row {
            id: row

            anchors.centerIn: parent

            Repeater {
                model: control.segments

                Rectangle {
                    id: segment

                    required property int index
                    required property var modelData
                    readonly property bool on: index === control.currentIndex // qmllint disable unqualified

                    width: content.implicitWidth + 2 * Theme.gap12 + 4
                    height: control.height - 4 // qmllint disable unqualified
                    radius: Theme.radiusControl - 1
                    color: segment.on ? Theme.raised : mouse.containsMouse ? Theme.hover : "transparent"
                    border.width: segment.on ? Theme.line1 : 0
                    border.color: Theme.line
                    Accessible.role: Accessible.PageTab
                    Accessible.name: segment.modelData.text
                    Accessible.selected: segment.on
                    Accessible.onPressAction: control.choose(segment.index) // qmllint disable unqualified

                    RowLayout {
                        id: content

                        anchors.centerIn: parent
                        spacing: Theme.gap8

                        Icon {
                            visible: name !== ""
                            name: segment.modelData.iconName ?? ""
                            color: segment.modelData.iconColor ?? (segment.on ? Theme.ink : Theme.muted)
                        }
                        Text {
                            visible: text !== ""
                            text: segment.modelData.count ?? ""
                            textFormat: Text.PlainText
                            color: Theme.ink
                            font.pixelSize: Theme.bodySize
                            font.weight: Font.DemiBold
                            Layout.rightMargin: -2
                        }
                        Text {
                            text: segment.modelData.text
                            textFormat: Text.PlainText
                            color: segment.on ? Theme.ink : Theme.muted
                            font.pixelSize: Theme.bodySize
                            font.weight: Font.Medium
                        }
                    }
                    MouseArea {
                        id: mouse

                        anchors.fill: parent
                        hoverEnabled: true
                        onClicked: control.choose(segment.index) // qmllint disable unqualified
                    }
                    FocusRing {
                        shown: control.visualFocus && segment.on // qmllint disable unqualified
                    }
                }
            }
        }
    }
}

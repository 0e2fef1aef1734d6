import QtQuick
import QtQuick.Templates as T
import QtQuick.Layouts
import Datanet.Controls

T.AbstractButton {
    id: item

    property string iconName
    property bool on: false
    // A dot says that something is unsaved, a count how much is waiting.
    property bool dot: false
    property int count: 0
    property bool collapsed: false
    property string keyHint

    implicitHeight: Theme.railItem
    implicitWidth: Theme.rail - 2 * Theme.gap8
    hoverEnabled: true
    focusPolicy: Qt.TabFocus
    font: Fonts.sized(Theme.bodySize)
    Accessible.role: Accessible.PageTab
    Accessible.name: item.text
    Accessible.selected: item.on
    Accessible.description: {
        const parts = [];
        if (item.dot)
            //: Said by a screen reader about a place in the rail
            parts.push(qsTr("unsaved changes"));
        if (item.count > 0)
            //: Said by a screen reader about a place in the rail
            parts.push(qsTr("%n waiting", "", item.count));
        return parts.join(", ");
    }

    Keys.onReturnPressed: item.clicked()

    background: Rectangle {
        radius: Theme.radiusControl
        color: item.on ? Theme.accentSoft : item.down ? Theme.sunken : item.hovered ? Theme.hover : "transparent"

        Behavior on color {
            ColorAnimation {
                duration: Theme.motionFast
            }
        }
        FocusRing {
            shown: item.visualFocus
            anchors.margins: -1
        }
    }
    contentItem: Item {
        Icon {
            id: picture

            x: item.collapsed ? (parent.width - width) / 2 : item.mirrored ? parent.width - width - Theme.gap8 : Theme.gap8
            anchors.verticalCenter: parent.verticalCenter
            name: item.iconName
            color: item.on ? Theme.accentText : Theme.muted
            size: Theme.iconNav
        }
        RowLayout {
            visible: !item.collapsed
            anchors.fill: parent
            anchors.leftMargin: Theme.gap8 + Theme.iconNav + Theme.gap12
            anchors.rightMargin: Theme.gap8
            spacing: Theme.gap8

            Text {
                text: item.text
                textFormat: Text.PlainText
                color: item.on ? Theme.accentText : Theme.muted
                elide: Text.ElideRight
                font.pixelSize: Theme.bodySize
                font.weight: item.on ? Font.DemiBold : Font.Medium
                Layout.fillWidth: true
            }
            Rectangle {
                visible: item.dot
                implicitWidth: Theme.gap8
                implicitHeight: Theme.gap8
                radius: Theme.gap4
                color: Theme.caution
                Layout.rightMargin: 6
            }
            CountBadge {
                visible: item.count > 0
                text: item.count
                round: true
                ground: item.on ? Theme.raised : Theme.sunken
            }
        }
        Rectangle {
            visible: item.collapsed && (item.dot || item.count > 0)
            anchors.horizontalCenter: picture.right
            anchors.verticalCenter: picture.top
            width: item.count > 0 ? small.implicitWidth + Theme.gap8 : Theme.gap8
            height: item.count > 0 ? small.implicitHeight + 2 : Theme.gap8
            radius: height / 2
            color: item.count > 0 ? Theme.accent : Theme.caution

            Text {
                id: small

                anchors.centerIn: parent
                visible: item.count > 0
                text: item.count
                color: Theme.accentInk
                font.pixelSize: Theme.px(11)
                font.weight: Font.DemiBold
            }
        }
    }
    HoverTip {
        text: item.text
        shown: item.collapsed && (item.hovered || item.visualFocus)
        beside: true
    }
}

import QtQuick
import QtQuick.Templates as T
import QtQuick.Layouts
import Datanet.Controls

T.MenuItem {
    id: item

    property string iconName
    property string keyHint
    property string detail
    property bool danger: false

    implicitWidth: contentItem.implicitWidth + leftPadding + rightPadding
    implicitHeight: item.visible ? Math.max(Theme.control, contentItem.implicitHeight + Theme.gap8) : 0
    leftPadding: Theme.gap12
    rightPadding: Theme.gap12
    hoverEnabled: true
    font: Fonts.sized(Theme.bodySize)
    opacity: item.enabled ? 1 : 0.5
    indicator: null
    arrow: null
    Accessible.name: item.text
    Accessible.description: item.detail

    contentItem: RowLayout {
        spacing: Theme.gap8

        Icon {
            visible: item.iconName !== ""
            name: item.iconName
            color: item.danger ? Theme.danger : Theme.muted
        }
        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true

            Label {
                text: item.text
                color: item.danger ? Theme.danger : Theme.ink
                Layout.fillWidth: true
            }
            Label {
                visible: text !== ""
                text: item.detail
                muted: true
                Layout.fillWidth: true
            }
        }
        Icon {
            visible: item.checkable && item.checked
            name: "check"
            color: Theme.accentText
        }
        KeyHint {
            visible: item.keyHint !== ""
            text: item.keyHint
        }
    }
    background: Rectangle {
        radius: Theme.radiusChip
        color: item.highlighted || item.hovered ? Theme.hover : "transparent"
    }
}

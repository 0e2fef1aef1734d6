import QtQuick
import QtQuick.Templates as T
import Datanet.Controls

T.CheckBox {
    id: box

    property string detail

    implicitWidth: contentItem.implicitWidth + leftPadding + rightPadding
    implicitHeight: Math.max(Theme.checkbox, contentItem.implicitHeight)
    leftPadding: box.mirrored || !contentItem.visible ? 0 : Theme.checkbox + Theme.gap12
    rightPadding: box.mirrored && contentItem.visible ? Theme.checkbox + Theme.gap12 : 0
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    font: Fonts.sized(Theme.bodySize)
    opacity: box.enabled ? 1 : 0.6
    Accessible.name: box.text
    Accessible.description: box.detail

    Keys.onReturnPressed: {
        box.toggle();
        box.toggled();
    }

    indicator: Rectangle {
        id: mark

        implicitWidth: Theme.checkbox
        implicitHeight: Theme.checkbox
        x: box.mirrored ? box.width - width : 0
        radius: Theme.radiusChip
        color: box.checkState === Qt.Unchecked ? box.hovered ? Theme.hover : Theme.raised : Theme.accent
        border.width: box.checkState === Qt.Unchecked ? 1.5 : 0
        border.color: Theme.lineStrong

        Icon {
            anchors.centerIn: parent
            visible: box.checkState !== Qt.Unchecked
            name: box.checkState === Qt.PartiallyChecked ? "minus" : "check"
            color: Theme.accentInk
            size: Theme.px(14)
        }
        FocusRing {
            targetRadius: Theme.radiusChip
            shown: box.visualFocus
        }
    }
    contentItem: Text {
        visible: box.text !== ""
        textFormat: Text.StyledText
        text: box.detail === "" ? Markup.plain(box.text) : "<b>" + Markup.plain(box.text) + "</b> <font color=\"" + Theme.muted + "\">" + Markup.plain(box.detail) + "</font>"
        color: Theme.ink
        wrapMode: Text.Wrap
        lineHeightMode: Text.FixedHeight
        lineHeight: Theme.bodyLine
        topPadding: Theme.px(2)
        font: box.font
        Accessible.ignored: true
    }
}

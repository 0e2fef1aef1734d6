import QtQuick
import QtQuick.Templates as T
import QtQuick.Layouts
import Datanet.Controls

T.RadioButton {
    id: card

    property string detail
    property string iconName
    default property alias extra: slot.data

    implicitWidth: Theme.px(280)
    implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
    padding: Theme.gap16
    leftPadding: card.mirrored ? Theme.gap16 : Theme.gap16 + Theme.px(18) + Theme.gap12
    rightPadding: card.mirrored ? Theme.gap16 + Theme.px(18) + Theme.gap12 : Theme.gap16
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    font: Fonts.sized(Theme.bodySize)
    Accessible.name: card.text
    Accessible.description: card.detail

    Keys.onReturnPressed: {
        card.checked = true;
        card.toggled();
    }

    indicator: Rectangle {
        implicitWidth: Theme.px(18)
        implicitHeight: Theme.px(18)
        x: card.mirrored ? card.width - width - Theme.gap16 : Theme.gap16
        y: Theme.gap16 + (Theme.bodyLine - height) / 2
        radius: height / 2
        color: Theme.raised
        border.width: card.checked ? height * 0.28 : 1.5
        border.color: card.checked ? Theme.accent : Theme.lineStrong
    }
    contentItem: ColumnLayout {
        spacing: Theme.gap4

        RowLayout {
            spacing: Theme.gap8
            Layout.fillWidth: true

            Label {
                text: card.text
                kind: Label.Strong
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
            Icon {
                visible: card.iconName !== ""
                name: card.iconName
                color: card.checked ? Theme.accentText : Theme.muted
                size: Theme.iconNav
                Layout.alignment: Qt.AlignTop
            }
        }
        Label {
            visible: card.detail !== ""
            text: card.detail
            muted: true
            wrapMode: Text.Wrap
            Layout.fillWidth: true
            Layout.fillHeight: true // a card made as high as its neighbour keeps its words together
        }
        ColumnLayout {
            id: slot

            visible: children.length > 0
            spacing: Theme.gap8
            Layout.fillWidth: true
        }
    }
    background: Rectangle {
        radius: Theme.radiusCard
        color: card.checked ? Theme.accentSoft : card.hovered ? Theme.hover : Theme.raised
        border.width: card.checked ? 1.5 : Theme.line1
        border.color: card.checked ? Theme.accent : Theme.line

        FocusRing {
            targetRadius: Theme.radiusCard
            shown: card.visualFocus
        }
    }
}

import QtQuick
import QtQuick.Templates as T
import QtQuick.Layouts
import Datanet.Controls

T.ComboBox {
    id: box

    property string iconName
    property string prefix
    property string name: box.prefix
    property int size: Button.Medium

    implicitHeight: box.size === Button.Large ? Theme.controlLarge : box.size === Button.Small ? Theme.controlSmall : Theme.control
    implicitWidth: Theme.px(200)
    leftPadding: Theme.gap12
    rightPadding: Theme.gap12
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    font: box.size === Button.Large ? Fonts.sized(Theme.leadSize) : Fonts.sized(Theme.bodySize)
    opacity: box.enabled ? 1 : 0.6
    Accessible.name: box.name
    Accessible.description: box.displayText

    // On release, because the release of the key that opened it would close it again.
    Keys.onReleased: event => {
        event.accepted = event.key === Qt.Key_Return && !box.popup.visible;
        if (event.accepted)
            box.popup.open();
    }

    contentItem: RowLayout {
        spacing: Theme.gap8

        Icon {
            visible: box.iconName !== ""
            name: box.iconName
            color: Theme.muted
        }
        Text {
            visible: box.prefix !== ""
            text: box.prefix
            textFormat: Text.PlainText
            color: Theme.muted
            font.pixelSize: box.font.pixelSize
        }
        Text {
            text: box.displayText
            textFormat: Text.PlainText
            color: Theme.ink
            elide: Text.ElideRight
            font.pixelSize: box.font.pixelSize
            font.weight: Font.Medium
            Layout.fillWidth: true
        }
        Icon {
            name: "chevron-down"
        }
    }
    indicator: null
    background: Rectangle {
        radius: Theme.radiusControl
        color: box.down ? Theme.sunken : box.hovered ? Theme.hover : Theme.raised
        border.width: Theme.line1
        border.color: Theme.line

        FocusRing {
            shown: box.visualFocus
        }
    }
    delegate: T.ItemDelegate {
        id: option

        required property int index
        required property var model
        required property var modelData

        width: ListView.view ? ListView.view.width : 0
        implicitHeight: Theme.control
        leftPadding: Theme.gap12
        rightPadding: Theme.gap12
        hoverEnabled: true
        highlighted: box.highlightedIndex === option.index // qmllint disable unqualified
        // qmllint disable unqualified
        text: box.textRole === "" ? String(option.modelData ?? "") : String((Array.isArray(box.model) ? option.modelData : option.model)[box.textRole] ?? "")
        // qmllint enable unqualified

        contentItem: RowLayout {
            spacing: Theme.gap8

            Label {
                text: option.text
                Layout.fillWidth: true
            }
            Icon {
                visible: box.currentIndex === option.index // qmllint disable unqualified
                name: "check"
                color: Theme.accentText
            }
        }
        background: Rectangle {
            radius: Theme.radiusChip
            color: option.highlighted || option.hovered ? Theme.hover : "transparent"
        }
    }
    popup: T.Popup {
        y: box.height + Theme.gap4
        width: Math.max(box.width, Theme.px(160))
        height: Math.min(contentItem.implicitHeight + topPadding + bottomPadding, Theme.px(360))
        margins: Theme.gap8
        padding: Theme.gap4

        contentItem: ListView {
            clip: true
            implicitHeight: contentHeight
            model: box.popup.visible ? box.delegateModel : null
            currentIndex: box.highlightedIndex
            boundsBehavior: Flickable.StopAtBounds

            T.ScrollBar.vertical: ScrollBar {
            }
        }
        background: Rectangle {
            radius: Theme.radiusCard
            color: Theme.raised
            border.width: Theme.line1
            border.color: Theme.line

            Shadow {
                radius: Theme.radiusCard
            }
        }
    }
}

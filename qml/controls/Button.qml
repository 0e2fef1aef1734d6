import QtQuick
import QtQuick.Templates as T
import QtQuick.Layouts
import Datanet.Controls

T.Button {
    id: button

    enum Variant {
        Plain,
        Primary,
        Quiet,
        Link
    }
    enum Size {
        Medium,
        Small,
        Large
    }

    property int variant: Button.Plain
    property int size: Button.Medium
    property string iconName
    property string trailingIconName
    property string keyHint
    property string hint
    property bool busy: false
    property bool danger: false
    // Was clicked while the pointer is over it: its tip would cover what comes of it.
    property bool done: false

    readonly property bool primary: button.variant === Button.Primary
    readonly property bool bare: button.variant === Button.Quiet || button.variant === Button.Link
    readonly property color foreground: {
        if (!button.enabled)
            return Theme.muted;
        if (button.primary)
            return Theme.accentInk;
        if (button.danger)
            return Theme.danger;
        return button.variant === Button.Link ? Theme.accentText : Theme.ink;
    }
    readonly property int sidePadding: {
        if (button.variant === Button.Link)
            return 0;
        if (button.text === "")
            return button.keyHint === "" ? 0 : Theme.gap8;
        return button.size === Button.Large ? Theme.gap16 : button.size === Button.Small ? Theme.gap8 + 2 : Theme.gap12;
    }

    implicitHeight: button.variant === Button.Link ? Theme.bodyLine : button.size === Button.Large ? Theme.controlLarge : button.size === Button.Small ? Theme.controlSmall : Theme.control
    implicitWidth: Math.max(button.variant === Button.Link ? 0 : button.implicitHeight, contentItem.implicitWidth + leftPadding + rightPadding)
    leftPadding: button.sidePadding
    rightPadding: button.sidePadding
    font: button.size === Button.Large ? Fonts.sized(Theme.leadSize) : Fonts.sized(Theme.bodySize)
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    opacity: button.enabled || button.primary ? 1 : 0.6
    Accessible.name: button.text !== "" ? button.text : button.hint
    Accessible.description: button.text !== "" ? button.hint : ""

    Keys.onReturnPressed: button.clicked()
    Keys.onEnterPressed: button.clicked()

    onClicked: button.done = button.hovered
    onHoveredChanged: button.done = false

    contentItem: Item {
        implicitWidth: row.implicitWidth
        implicitHeight: row.implicitHeight

        RowLayout {
            id: row

            anchors.centerIn: parent
            width: Math.min(implicitWidth, parent.width)
            spacing: Theme.gap8

            Icon {
                visible: button.iconName !== "" && !button.busy
                name: button.iconName
                color: button.foreground
                size: Theme.icon
            }
            Loader {
                active: button.busy
                visible: active
                sourceComponent: Spinner {
                    color: button.foreground // qmllint disable unqualified
                }
            }
            Text {
                visible: button.text !== ""
                text: button.text
                textFormat: Text.PlainText
                color: button.foreground
                elide: Text.ElideRight
                font.pixelSize: button.font.pixelSize
                font.weight: button.primary ? Font.DemiBold : Font.Medium
                font.underline: button.variant === Button.Link && button.hovered
                Layout.fillWidth: true
            }
            Icon {
                visible: button.trailingIconName !== ""
                name: button.trailingIconName
                color: button.foreground
                size: Theme.icon
            }
            Loader {
                active: button.keyHint !== ""
                visible: active
                sourceComponent: KeyHint {
                    text: button.keyHint // qmllint disable unqualified
                    accented: button.primary && button.enabled // qmllint disable unqualified
                }
            }
        }
    }

    background: Rectangle {
        radius: button.variant === Button.Link ? Theme.radiusChip : Theme.radiusControl
        color: {
            if (button.variant === Button.Link)
                return "transparent";
            if (button.primary) {
                if (!button.enabled)
                    return Theme.sunken;
                return button.down ? Qt.darker(Theme.accent, 1.2) : button.hovered ? Qt.darker(Theme.accent, 1.08) : Theme.accent;
            }
            if (button.down)
                return Theme.sunken;
            if (button.hovered || button.checked)
                return Theme.hover;
            return button.bare ? "transparent" : Theme.raised;
        }
        border.width: button.bare || button.primary && button.enabled ? 0 : Theme.line1
        border.color: Theme.line

        Behavior on color {
            ColorAnimation {
                duration: Theme.motionFast
            }
        }
        FocusRing {
            shown: button.visualFocus
        }
    }

    HoverTip {
        text: button.hint
        shown: button.hint !== "" && (button.hovered || button.visualFocus) && !button.down && !button.done
    }
}

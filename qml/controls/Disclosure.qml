import QtQuick
import QtQuick.Templates as T
import QtQuick.Layouts
import Datanet.Controls

T.AbstractButton {
    id: button

    property bool open: false

    implicitHeight: Theme.bodyLine
    implicitWidth: row.implicitWidth
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    font: Fonts.sized(Theme.bodySize)
    Accessible.role: Accessible.Button
    Accessible.name: button.text
    Accessible.checkable: true
    Accessible.checked: button.open
    onClicked: button.open = !button.open

    Keys.onReturnPressed: button.clicked()

    contentItem: RowLayout {
        id: row

        spacing: Theme.gap8

        Icon {
            name: button.open ? "chevron-down" : button.mirrored ? "chevron-left" : "chevron-right"
            color: Theme.muted
            size: Theme.px(14)
        }
        Label {
            text: button.text
            color: button.hovered ? Theme.ink : Theme.muted
        }
    }
    background: Item {
        FocusRing {
            targetRadius: Theme.radiusChip
            shown: button.visualFocus
        }
    }
}

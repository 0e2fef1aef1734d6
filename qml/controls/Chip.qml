import QtQuick
import QtQuick.Templates as T
import QtQuick.Layouts
import Datanet.Controls

T.AbstractButton {
    id: chip

    property string iconName
    property bool selected: false
    property bool removable: false

    signal removed

    implicitHeight: Theme.chip
    implicitWidth: row.implicitWidth + 2 * (Theme.gap8 + 2)
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    font: Fonts.sized(Theme.bodySize)
    Accessible.role: Accessible.Button
    Accessible.name: chip.text
    Accessible.checkable: true
    Accessible.checked: chip.selected
    //: Said by a screen reader; %1 is what is filtered by
    Accessible.description: chip.removable ? qsTr("Press Delete to remove %1").arg(chip.text) : ""

    Keys.onReturnPressed: chip.clicked()
    Keys.onDeletePressed: if (chip.removable)
        chip.removed()

    background: Rectangle {
        radius: height / 2
        color: chip.selected ? Theme.accentSoft : chip.down ? Theme.sunken : chip.hovered ? Theme.hover : Theme.raised
        border.width: chip.selected ? 0 : Theme.line1
        border.color: Theme.line

        FocusRing {
            targetRadius: chip.height / 2
            shown: chip.visualFocus
        }
    }
    contentItem: Item {
        RowLayout {
            id: row

            anchors.centerIn: parent
            spacing: 6

            Icon {
                visible: chip.iconName !== ""
                name: chip.iconName
                color: chip.selected ? Theme.accentText : Theme.ink
                size: Theme.px(14)
            }
            Text {
                text: chip.text
                textFormat: Text.PlainText
                color: chip.selected ? Theme.accentText : Theme.ink
                font.pixelSize: Theme.bodySize
                font.weight: Font.Medium
            }
            Icon {
                visible: chip.removable
                name: "close"
                color: chip.selected ? Theme.accentText : Theme.muted
                size: Theme.px(14)

                MouseArea {
                    anchors.fill: parent
                    anchors.margins: -Theme.gap4
                    cursorShape: Qt.PointingHandCursor
                    onClicked: chip.removed()
                }
            }
        }
    }
}

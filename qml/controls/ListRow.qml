import QtQuick
import QtQuick.Templates as T
import QtQuick.Layouts
import Datanet.Controls

T.ItemDelegate {
    id: row

    property bool on: false
    property bool bar: true
    property bool divided: true
    default property alias content: slot.data

    implicitWidth: Theme.sidePanel
    implicitHeight: slot.implicitHeight + topPadding + bottomPadding
    padding: Theme.gap12
    leftPadding: Theme.gap16
    rightPadding: Theme.gap16
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    font: Fonts.sized(Theme.bodySize)
    Accessible.name: row.text
    Accessible.selected: row.on

    Keys.onReturnPressed: row.clicked()

    contentItem: RowLayout {
        id: slot

        spacing: Theme.gap12
    }
    background: Rectangle {
        color: row.on ? Theme.accentSoft : row.down ? Theme.sunken : row.hovered ? Theme.hover : "transparent"

        Rectangle {
            visible: row.on && row.bar
            width: 3
            height: parent.height
            x: row.mirrored ? parent.width - width : 0
            color: Theme.accent
        }
        Divider {
            visible: row.divided
            width: parent.width
            y: parent.height - 1
        }
        Rectangle {
            anchors.fill: parent
            anchors.margins: 2
            visible: row.visualFocus
            color: "transparent"
            radius: Theme.radiusControl
            border.width: Theme.focusWidth
            border.color: Theme.accent
        }
    }
}

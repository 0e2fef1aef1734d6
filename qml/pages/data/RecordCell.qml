import QtQuick
import Datanet.Controls

TableCell {
    id: cell

    required property int row
    required property int column
    required property bool loaded
    required property var segments
    required property var media
    required text
    required blank
    required blankMatters
    required number
    required edited
    required strong
    required selected

    readonly property string mediaKind: cell.media.kind ?? ""

    signal entered
    signal pressed(bool extend, bool toggle)
    signal opened

    written: cell.mediaKind === ""

    Loader {
        anchors.fill: parent
        anchors.leftMargin: Theme.gap12
        anchors.rightMargin: Theme.gap12
        anchors.topMargin: 2
        anchors.bottomMargin: 1
        active: cell.segments.length > 0
        // The plain text lies below; words that a check points at need the marked one.
        sourceComponent: Rectangle {
            color: cell.color // qmllint disable unqualified
            clip: true

            DiffText {
                width: parent.width
                // Like plain text: in the middle, and from the top where it is more than fits.
                y: Math.max(0, Math.round((parent.height - height) / 2))
                segments: cell.segments // qmllint disable unqualified
            }
        }
    }
    Rectangle {
        visible: !cell.loaded
        x: Theme.gap12
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(Theme.px(90), cell.width - 2 * Theme.gap12)
        height: Theme.gap8
        radius: Theme.radiusChip
        color: Theme.sunken
    }
    MouseArea {
        anchors.fill: parent
        hoverEnabled: true
        onEntered: cell.entered()
        onClicked: mouse => cell.pressed(mouse.modifiers & Qt.ShiftModifier, mouse.modifiers & Qt.ControlModifier)
        onDoubleClicked: cell.opened()
    }
    Loader {
        anchors.fill: parent
        anchors.leftMargin: Theme.gap12
        anchors.rightMargin: Theme.gap12
        anchors.topMargin: Theme.gap4
        anchors.bottomMargin: Theme.gap4 + 1
        active: cell.mediaKind === "picture"
        sourceComponent: MediaPicture {
            address: cell.media.address // qmllint disable unqualified
            name: cell.media.name // qmllint disable unqualified
            align: Image.AlignLeft
        }
    }
    Loader {
        anchors.verticalCenter: parent.verticalCenter
        x: cell.LayoutMirroring.enabled ? cell.width - width - Theme.gap12 : Theme.gap12
        active: cell.mediaKind === "sound"
        sourceComponent: SoundChip {
            address: cell.media.address // qmllint disable unqualified
            facts: cell.media.facts // qmllint disable unqualified
        }
    }
}

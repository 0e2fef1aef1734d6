import QtQuick
import Datanet.Controls

// Why a picture can't be shown or a sound can't be played. Without layouts: those of a form, one within the other, do not
// bear another whose height follows its width.
Rectangle {
    id: trouble

    property string title
    property string text

    implicitHeight: words.implicitHeight + 2 * Theme.gap12
    radius: Theme.radiusCard
    color: Tone.ground(Tone.Caution)
    Accessible.role: Accessible.AlertMessage
    Accessible.name: trouble.title
    Accessible.description: trouble.text

    Icon {
        id: icon

        name: "warning"
        color: Tone.ink(Tone.Caution)
        x: trouble.LayoutMirroring.enabled ? trouble.width - width - Theme.gap12 : Theme.gap12
        y: Theme.gap12 + Math.round((Theme.bodyLine - height) / 2)
    }
    Column {
        id: words

        x: trouble.LayoutMirroring.enabled ? Theme.gap12 : 2 * Theme.gap12 + icon.width
        y: Theme.gap12
        width: trouble.width - 3 * Theme.gap12 - icon.width

        Label {
            width: words.width
            text: trouble.title
            kind: Label.Strong
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }
        Label {
            visible: text !== ""
            width: words.width
            text: trouble.text
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }
    }
}

import QtQuick
import Datanet.Controls

// A record as a small card: each of fields is { title, text }.
Rectangle {
    id: card

    property var fields: []

    implicitHeight: column.height + 2 * Theme.gap12
    height: card.implicitHeight
    radius: Theme.radiusControl
    color: Theme.raised
    border.width: Theme.line1
    border.color: Theme.line

    Column {
        id: column

        x: Theme.gap12
        y: Theme.gap12
        width: card.width - 2 * Theme.gap12
        spacing: Theme.gap8

        Repeater {
            model: card.fields

            Column {
                id: field

                required property var modelData

                width: column.width // qmllint disable unqualified

                Label {
                    width: parent.width
                    text: field.modelData.title
                    muted: true
                    elide: Text.ElideRight
                }
                Label {
                    width: parent.width
                    text: field.modelData.text
                    wrapMode: Text.Wrap
                }
            }
        }
    }
}

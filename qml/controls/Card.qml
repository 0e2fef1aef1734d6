import QtQuick
import QtQuick.Templates as T
import QtQuick.Layouts
import Datanet.Controls

T.Pane {
    id: card

    property string title
    property string subtitle
    property alias header: headerRow.data
    default property alias content: body.data
    property bool outlined: false
    // Content as tall as the card, where the card is stretched.
    property bool stretch: false

    spacing: Theme.gap12
    padding: Theme.gap16
    implicitWidth: contentItem.implicitWidth + leftPadding + rightPadding
    implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
    Accessible.role: Accessible.Grouping
    Accessible.name: card.title

    background: Rectangle {
        radius: Theme.radiusCard
        color: Theme.raised
        border.width: Theme.line1
        border.color: card.outlined ? Theme.accent : Theme.line
    }
    contentItem: Item {
        implicitWidth: column.implicitWidth
        implicitHeight: column.implicitHeight

        ColumnLayout {
            id: column

            width: parent.width
            height: card.stretch ? parent.height : implicitHeight
            spacing: card.spacing

            RowLayout {
                visible: card.title !== "" || headerRow.children.length > 0
                spacing: Theme.gap8
                Layout.fillWidth: true
                Layout.fillHeight: false

                Label {
                    text: card.title
                    kind: Label.Strong
                    Layout.fillWidth: card.subtitle === ""
                }
                Label {
                    visible: text !== ""
                    text: card.subtitle
                    muted: true
                    Layout.fillWidth: true
                }
                RowLayout {
                    id: headerRow

                    spacing: Theme.gap8
                }
            }
            ColumnLayout {
                id: body

                spacing: card.spacing
                Layout.fillWidth: true
                Layout.fillHeight: true
            }
        }
    }
}

import QtQuick
import QtQuick.Templates as T
import Datanet.Controls

T.Pane {
    id: notice

    property int tone: Tone.Neutral
    property string title
    property string text
    property string iconName: Tone.icon(notice.tone)
    property alias actions: actionRow.data
    // Below the text, one below the other; they find the room they have in `room`.
    default property alias content: column.data
    readonly property real room: column.width

    padding: Theme.gap12
    implicitWidth: Theme.px(360)
    implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
    Accessible.role: Accessible.StaticText
    Accessible.name: notice.title
    Accessible.description: notice.text

    background: Rectangle {
        radius: Theme.radiusCard
        color: Tone.ground(notice.tone)
    }
    // Anchored, not laid out: wrapping text in layouts inside of layouts polishes in circles (Qt 6.4).
    contentItem: Item {
        implicitHeight: Math.max(Theme.bodyLine, column.height, actionRow.height)

        Icon {
            id: sign

            name: notice.iconName
            color: Tone.ink(notice.tone)
            anchors.left: parent.left
            y: (Theme.bodyLine - height) / 2
        }
        Column {
            id: column

            spacing: Theme.gap8
            anchors.left: sign.right
            anchors.leftMargin: Theme.gap12
            anchors.right: actionRow.visible ? actionRow.left : parent.right
            anchors.rightMargin: actionRow.visible ? Theme.gap12 : 0

            Column {
                width: parent.width

                Label {
                    visible: text !== ""
                    width: parent.width
                    text: notice.title
                    kind: Label.Strong
                    wrapMode: Text.Wrap
                }
                Label {
                    visible: text !== ""
                    width: parent.width
                    text: notice.text
                    wrapMode: Text.Wrap
                }
            }
        }
        Row {
            id: actionRow

            visible: children.length > 0
            spacing: Theme.gap8
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
        }
    }
}

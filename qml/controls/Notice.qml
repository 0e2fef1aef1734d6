import QtQuick
import QtQuick.Templates as T
import QtQuick.Layouts
import Datanet.Controls

T.Pane {
    id: notice

    property int tone: Tone.Neutral
    property string title
    property string text
    property string iconName: Tone.icon(notice.tone)
    property alias actions: actionRow.data
    default property alias content: column.data

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
    contentItem: RowLayout {
        spacing: Theme.gap12

        Icon {
            name: notice.iconName
            color: Tone.ink(notice.tone)
            Layout.alignment: Qt.AlignTop
            Layout.topMargin: (Theme.bodyLine - height) / 2
        }
        ColumnLayout {
            id: column

            spacing: 0
            Layout.fillWidth: true

            Label {
                visible: text !== ""
                text: notice.title
                kind: Label.Strong
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
            Label {
                visible: text !== ""
                text: notice.text
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
        }
        RowLayout {
            id: actionRow

            visible: children.length > 0
            spacing: Theme.gap8
        }
    }
}

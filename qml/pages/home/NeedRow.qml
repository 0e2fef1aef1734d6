import QtQuick
import QtQuick.Layouts
import Datanet.Controls

// One thing that waits for this person, with the button that deals with it.
ColumnLayout {
    id: need

    property string iconName
    property int tone: Tone.Neutral
    property string title
    property string text
    property string action

    signal chosen

    spacing: Theme.gap12
    Accessible.role: Accessible.ListItem
    Accessible.name: need.title

    Divider {
        Layout.fillWidth: true
    }
    RowLayout {
        spacing: Theme.gap12
        Layout.fillWidth: true

        IconTile {
            iconName: need.iconName
            tone: need.tone
            Layout.alignment: Qt.AlignTop
        }
        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true

            Label {
                text: need.title
                kind: Label.Strong
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
            Label {
                text: need.text
                muted: true
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
        }
        Button {
            text: need.action
            onClicked: need.chosen()
        }
    }
}

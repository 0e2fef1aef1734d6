import QtQuick
import QtQuick.Layouts
import Datanet.Controls

// What waits for this person, each with the button that deals with it.
Card {
    id: card

    // Each { key, icon, tone, title, text, action }
    property var needs: []

    signal chosen(string key)

    //: Card with what waits for this person
    title: qsTr("Needs you now")
    spacing: Theme.gap12
    header: [
        CountBadge {
            visible: card.needs.length > 0
            text: card.needs.length
        }
    ]

    Label {
        visible: card.needs.length === 0
        //: Nothing waits for this person
        text: qsTr("Nothing waits for you.")
        muted: true
        Layout.fillWidth: true
    }
    Repeater {
        model: card.needs

        ColumnLayout {
            id: need

            required property int index
            required property var modelData

            spacing: Theme.gap12
            Layout.fillWidth: true
            Accessible.role: Accessible.ListItem
            Accessible.name: need.modelData.title

            Divider {
                visible: need.index > 0
                Layout.fillWidth: true
            }
            RowLayout {
                spacing: Theme.gap12
                Layout.fillWidth: true

                IconTile {
                    iconName: need.modelData.icon
                    tone: need.modelData.tone
                    Layout.alignment: Qt.AlignTop
                }
                ColumnLayout {
                    spacing: 0
                    Layout.fillWidth: true

                    Label {
                        text: need.modelData.title
                        kind: Label.Strong
                        wrapMode: Text.Wrap
                        Layout.fillWidth: true
                    }
                    Label {
                        text: need.modelData.text
                        muted: true
                        wrapMode: Text.Wrap
                        Layout.fillWidth: true
                    }
                }
                Button {
                    text: need.modelData.action
                    onClicked: card.chosen(need.modelData.key) // qmllint disable unqualified
                }
            }
        }
    }
}

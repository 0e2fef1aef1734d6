import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Datanet.Controls

Item {
    id: cell

    required property string folder
    required property string title
    required property string detail
    required property string versionText
    required property string problem

    signal opened(string folder)
    signal forgotten(string folder)

    T.ItemDelegate {
        id: card

        anchors.fill: parent
        anchors.margins: Theme.gap8
        padding: Theme.gap16
        hoverEnabled: true
        focusPolicy: Qt.StrongFocus
        enabled: cell.problem === ""
        Accessible.name: cell.title
        Accessible.description: cell.detail
        onClicked: cell.opened(cell.folder)

        Keys.onReturnPressed: card.clicked()

        background: Rectangle {
            radius: Theme.radiusCard
            color: card.hovered ? Theme.hover : Theme.raised
            border.width: Theme.line1
            border.color: Theme.line

            FocusRing {
                targetRadius: Theme.radiusCard
                shown: card.visualFocus
            }
        }
        contentItem: RowLayout {
            spacing: Theme.gap12

            IconTile {
                iconName: "table"
                Layout.alignment: Qt.AlignTop
            }
            ColumnLayout {
                spacing: Theme.gap4
                Layout.fillWidth: true

                Label {
                    text: cell.title
                    kind: Label.Lead
                    font.weight: Font.DemiBold
                    Layout.fillWidth: true
                }
                Label {
                    text: cell.problem !== "" ? cell.problem : cell.detail
                    color: cell.problem !== "" ? Theme.danger : Theme.muted
                    Layout.fillWidth: true
                }
                Label {
                    text: cell.versionText
                    muted: true
                    Layout.fillWidth: true
                }
            }
        }
    }
    Button {
        visible: cell.problem !== ""
        anchors.right: card.right
        anchors.bottom: card.bottom
        anchors.margins: Theme.gap12
        size: Button.Small
        //: Takes a data set that can't be opened off the list; nothing is deleted
        text: qsTr("Forget")
        onClicked: cell.forgotten(cell.folder)
    }
}

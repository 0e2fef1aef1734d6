import QtQuick
import Datanet.Controls

Item {
    id: empty

    property string iconName: "layers"
    property string title
    property string text
    property string actionText
    property string actionIcon
    property string secondText
    default property alias content: slot.data

    signal action
    signal second

    implicitWidth: Theme.px(360)
    implicitHeight: column.implicitHeight

    // Positioners, not layouts: wrapped words settle in one round.
    Column {
        id: column

        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(empty.width, Theme.px(480))
        spacing: Theme.gap8

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            width: Theme.px(56)
            height: Theme.px(56)
            radius: Theme.radiusSheet
            color: Theme.accentSoft
            Accessible.ignored: true

            Icon {
                anchors.centerIn: parent
                name: empty.iconName
                color: Theme.accentText
                size: Theme.px(28)
            }
        }
        Item {
            width: 1
            height: 1
        }
        Label {
            width: column.width
            text: empty.title
            kind: Label.Title
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.Wrap
        }
        Label {
            visible: text !== ""
            width: column.width
            text: empty.text
            kind: Label.Lead
            muted: true
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.Wrap
        }
        Column {
            id: slot

            anchors.horizontalCenter: parent.horizontalCenter
            visible: children.length > 0
            spacing: Theme.gap8
        }
        Item {
            visible: empty.actionText !== ""
            width: 1
            height: 1
        }
        Grid {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: empty.actionText !== ""
            columns: other.visible && first.implicitWidth + other.implicitWidth + Theme.gap12 > column.width ? 1 : 2
            columnSpacing: Theme.gap12
            rowSpacing: Theme.gap8
            horizontalItemAlignment: Grid.AlignHCenter

            Button {
                id: first

                width: Math.min(implicitWidth, column.width)
                text: empty.actionText
                iconName: empty.actionIcon
                variant: Button.Primary
                size: Button.Large
                onClicked: empty.action()
            }
            Button {
                id: other

                visible: text !== ""
                width: Math.min(implicitWidth, column.width)
                text: empty.secondText
                size: Button.Large
                onClicked: empty.second()
            }
        }
    }
}

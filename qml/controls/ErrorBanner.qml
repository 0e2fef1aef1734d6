import QtQuick
import QtQuick.Templates as T
import Datanet.Controls

T.Pane {
    id: banner

    // What failed, what is safe, what to do.
    property string what
    property string safe
    property string todo
    property string actionText
    property bool dismissible: true

    signal action
    signal dismissed

    visible: banner.what !== ""
    padding: Theme.gap12
    implicitWidth: Theme.px(480)
    implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
    Accessible.role: Accessible.AlertMessage
    Accessible.name: banner.what
    Accessible.description: banner.safe + " " + banner.todo

    background: Rectangle {
        radius: Theme.radiusCard
        color: Theme.dangerSoft
    }
    // Anchors and positioners, not layouts: wrapped words settle in one round.
    contentItem: Item {
        implicitHeight: Math.max(words.height, buttons.height)

        Icon {
            id: sign

            anchors.left: parent.left
            y: (Theme.bodyLine - height) / 2
            name: "error"
            color: Theme.danger
        }
        Column {
            id: words

            anchors.left: sign.right
            anchors.right: buttons.left
            anchors.leftMargin: Theme.gap12
            anchors.rightMargin: buttons.width > 0 ? Theme.gap12 : 0
            spacing: Theme.gap4

            Label {
                width: words.width
                text: banner.what
                kind: Label.Strong
                wrapMode: Text.Wrap
            }
            SignedLine {
                width: words.width
                iconName: "lock"
                text: banner.safe
                muted: true
            }
            SignedLine {
                width: words.width
                iconName: "arrow-right"
                mirror: banner.mirrored
                text: banner.todo
            }
        }
        Row {
            id: buttons

            anchors.right: parent.right
            spacing: Theme.gap12

            Button {
                visible: text !== ""
                text: banner.actionText
                onClicked: banner.action()
            }
            IconButton {
                visible: banner.dismissible
                iconName: "close"
                //: Closes an error message
                name: qsTr("Close message")
                onClicked: banner.dismissed()
            }
        }
    }

    component SignedLine: Item {
        id: line

        property string iconName
        property bool mirror: false
        property alias text: label.text
        property alias muted: label.muted

        visible: line.text !== ""
        height: label.height

        Icon {
            id: icon

            anchors.left: parent.left
            y: (Theme.bodyLine - height) / 2
            name: line.iconName
            mirror: line.mirror
            color: Theme.muted
            size: Theme.px(14)
        }
        Label {
            id: label

            anchors.left: icon.right
            anchors.right: parent.right
            anchors.leftMargin: Theme.gap8
            wrapMode: Text.Wrap
        }
    }
}

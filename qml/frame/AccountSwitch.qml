import QtQuick
import QtQuick.Templates as T
import QtQuick.Layouts
import Datanet.Controls

T.AbstractButton {
    id: account

    property string name
    property string detail
    property string address
    property bool collapsed: false
    // Each: { name, detail, address }
    property var accounts: []

    signal accountChosen(int index)
    signal manageRequested

    implicitHeight: Theme.grown(52)
    hoverEnabled: true
    focusPolicy: Qt.TabFocus
    font: Fonts.sized(Theme.bodySize)
    //: Button that shows and changes the account in use
    Accessible.name: qsTr("Account: %1").arg(account.name)
    Accessible.description: account.detail
    Accessible.role: Accessible.ButtonMenu
    onClicked: menu.opened ? menu.close() : menu.open()

    Keys.onReturnPressed: account.clicked()

    background: Rectangle {
        radius: Theme.radiusControl
        color: account.down || menu.opened ? Theme.sunken : account.hovered ? Theme.hover : "transparent"

        FocusRing {
            shown: account.visualFocus
            anchors.margins: -1
        }
    }
    contentItem: Item {
        Identicon {
            id: picture

            x: account.collapsed ? (parent.width - width) / 2 : account.mirrored ? parent.width - width - Theme.gap8 : Theme.gap8
            anchors.verticalCenter: parent.verticalCenter
            address: account.address
            size: Theme.px(28)
        }
        ColumnLayout {
            visible: !account.collapsed
            anchors.left: parent.left
            anchors.right: arrow.left
            anchors.leftMargin: Theme.gap8 + Theme.px(28) + Theme.gap8
            anchors.rightMargin: Theme.gap4
            anchors.verticalCenter: parent.verticalCenter
            spacing: -2

            Label {
                text: account.name
                kind: Label.Strong
                Layout.fillWidth: true
            }
            Label {
                text: account.detail
                muted: true
                Layout.fillWidth: true
            }
        }
        Icon {
            id: arrow

            visible: !account.collapsed
            anchors.right: parent.right
            anchors.rightMargin: Theme.gap8
            anchors.verticalCenter: parent.verticalCenter
            name: menu.opened ? "chevron-down" : "chevron-up"
            color: Theme.ink
            size: Theme.px(14)
        }
    }
    Menu {
        id: menu

        y: -implicitHeight - Theme.gap8
        x: 0

        Instantiator {
            model: account.accounts
            onObjectAdded: (index, object) => menu.insertItem(index, object)
            onObjectRemoved: (index, object) => menu.removeItem(object)

            MenuItem {
                required property int index
                required property var modelData

                text: modelData.name
                detail: modelData.detail
                checkable: true
                checked: modelData.address === account.address
                onTriggered: account.accountChosen(index) // qmllint disable unqualified
            }
        }
        MenuSeparator {
        }
        MenuItem {
            iconName: "wallet"
            //: Opens the page with all accounts
            text: qsTr("All accounts")
            onTriggered: account.manageRequested()
        }
    }
}

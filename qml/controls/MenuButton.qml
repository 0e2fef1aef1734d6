import QtQuick
import Datanet.Controls

Button {
    id: button

    default property alias items: menu.contentData
    property alias menu: menu

    trailingIconName: button.text !== "" ? "chevron-down" : ""
    iconName: button.text === "" ? "more" : ""
    Accessible.role: Accessible.ButtonMenu
    onClicked: menu.opened ? menu.close() : menu.open()

    Keys.onDownPressed: menu.open()

    Menu {
        id: menu

        y: button.height + Theme.gap4
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.Controls

ColumnLayout {
    id: label

    // Whole and checksummed, with 0x.
    property string address
    property string name
    property bool whole: label.name === ""
    property bool copyable: true
    property bool picture: true

    readonly property var groups: {
        const digits = label.address.startsWith("0x") ? label.address.slice(2) : label.address;
        return digits.match(/.{1,4}/g) ?? [];
    }

    spacing: Theme.gap4

    RowLayout {
        visible: label.name !== "" || label.picture
        spacing: Theme.gap8
        Layout.fillWidth: true

        Identicon {
            visible: label.picture
            address: label.address
        }
        Label {
            visible: text !== ""
            text: label.name
            kind: Label.Strong
            Layout.fillWidth: true
        }
        GroupedHex {
            visible: label.name === "" && label.whole
            groups: label.groups
            Layout.fillWidth: true
        }
        IconButton {
            visible: label.copyable
            size: Button.Small
            iconName: "copy"
            //: Copies the whole address
            name: qsTr("Copy address")
            onClicked: {
                clipboard.text = label.address;
                clipboard.selectAll();
                clipboard.copy();
            }
        }
    }
    GroupedHex {
        visible: label.name !== "" && label.whole
        groups: label.groups
        Layout.fillWidth: true
    }
    TextEdit {
        id: clipboard

        visible: false
    }
}

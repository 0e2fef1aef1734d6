import QtQuick
import QtQuick.Layouts
import Datanet.Controls

ColumnLayout {
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

    spacing: Theme.gap8

    Rectangle {
        implicitWidth: Theme.px(56)
        implicitHeight: implicitWidth
        radius: Theme.radiusSheet
        color: Theme.accentSoft
        Layout.alignment: Qt.AlignHCenter
        Layout.bottomMargin: Theme.gap8
        Accessible.ignored: true

        Icon {
            anchors.centerIn: parent
            name: empty.iconName
            color: Theme.accentText
            size: Theme.px(28)
        }
    }
    Label {
        text: empty.title
        kind: Label.Title
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.Wrap
        Layout.fillWidth: true
        Layout.maximumWidth: Theme.px(480)
        Layout.alignment: Qt.AlignHCenter
    }
    Label {
        visible: text !== ""
        text: empty.text
        kind: Label.Lead
        muted: true
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.Wrap
        Layout.fillWidth: true
        Layout.maximumWidth: Theme.px(480)
        Layout.alignment: Qt.AlignHCenter
    }
    ColumnLayout {
        id: slot

        visible: children.length > 0
        Layout.alignment: Qt.AlignHCenter
    }
    GridLayout {
        visible: empty.actionText !== ""
        columns: first.implicitWidth + other.implicitWidth + Theme.gap12 > empty.width ? 1 : 2
        columnSpacing: Theme.gap12
        rowSpacing: Theme.gap8
        Layout.topMargin: Theme.gap12
        Layout.alignment: Qt.AlignHCenter

        Button {
            id: first

            text: empty.actionText
            iconName: empty.actionIcon
            variant: Button.Primary
            size: Button.Large
            Layout.fillWidth: true
            onClicked: empty.action()
        }
        Button {
            id: other

            visible: text !== ""
            text: empty.secondText
            size: Button.Large
            Layout.fillWidth: true
            onClicked: empty.second()
        }
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.Controls

RowLayout {
    id: row

    property string iconName
    property string label
    property string value
    property real share: -1
    property color fill: Theme.accent

    spacing: Theme.gap8
    Accessible.role: Accessible.ListItem
    Accessible.name: row.label + " " + row.value

    Icon {
        visible: row.iconName !== ""
        name: row.iconName
        color: Theme.muted
    }
    Label {
        text: row.label
        Layout.fillWidth: row.share < 0
        Layout.preferredWidth: row.share < 0 ? -1 : Theme.px(140)
        Accessible.ignored: true
    }
    Meter {
        visible: row.share >= 0
        value: row.share
        fill: row.fill
        name: row.label
        Layout.fillWidth: true
    }
    Label {
        text: row.value
        kind: Label.Strong
        horizontalAlignment: Text.AlignRight
        Layout.minimumWidth: row.share < 0 ? 0 : Theme.px(48)
        Accessible.ignored: true
    }
}

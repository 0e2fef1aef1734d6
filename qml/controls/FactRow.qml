import QtQuick
import QtQuick.Layouts
import Datanet.Controls

RowLayout {
    id: row

    property string label
    property string value
    property int labelWidth: Theme.px(160)
    property bool strong: false
    default property alias content: slot.data

    spacing: Theme.gap12
    Accessible.role: Accessible.StaticText
    Accessible.name: row.label + ": " + row.value

    Label {
        text: row.label
        muted: true
        wrapMode: Text.Wrap
        Layout.preferredWidth: row.labelWidth
        Layout.maximumWidth: row.labelWidth
        Layout.alignment: Qt.AlignTop
        Accessible.ignored: true
    }
    Label {
        visible: text !== ""
        text: row.value
        kind: row.strong ? Label.Strong : Label.Body
        wrapMode: Text.Wrap
        Layout.fillWidth: true
        Accessible.ignored: true
    }
    RowLayout {
        id: slot

        visible: children.length > 0
        spacing: Theme.gap8
    }
}

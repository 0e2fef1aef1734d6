import QtQuick
import QtQuick.Layouts
import Datanet.Controls

// The bar under the header of a tab: what the tab is about, and what can be done there.
Rectangle {
    id: bar

    property string text
    default property alias content: slot.data

    implicitHeight: Math.max(Theme.toolbar, row.implicitHeight + 2 * Theme.gap8)
    color: Theme.surface

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.leftMargin: Theme.gap24
        anchors.rightMargin: Theme.gap24
        spacing: Theme.gap16

        Label {
            id: words

            visible: text !== "" && bar.width > Theme.px(480)
            text: bar.text
            muted: true
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        RowLayout {
            id: slot

            spacing: Theme.gap8
            Layout.fillWidth: !words.visible
        }
    }
    Divider {
        width: parent.width
        y: parent.height - 1
    }
}

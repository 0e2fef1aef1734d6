import QtQuick
import QtQuick.Layouts
import Datanet.Controls

DropArea {
    id: target

    property string title
    property string text
    property string buttonText

    signal chosen
    signal filesDropped(var urls)

    implicitHeight: Math.max(Theme.px(56), row.implicitHeight + 2 * Theme.gap12)
    keys: ["text/uri-list"]
    onDropped: drop => {
        if (drop.hasUrls) {
            drop.accept(Qt.CopyAction);
            target.filesDropped(drop.urls);
        }
    }

    DashedFrame {
        anchors.fill: parent
        lineColor: target.containsDrag ? Theme.accent : Theme.lineStrong
        ground: target.containsDrag ? Theme.accentSoft : "transparent"
    }
    RowLayout {
        id: row

        anchors.centerIn: parent
        width: Math.min(implicitWidth, target.width - 2 * Theme.gap16)
        spacing: Theme.gap12

        Icon {
            name: "file"
            color: Theme.accentText
        }
        Label {
            text: target.title
            Layout.minimumWidth: Math.min(implicitWidth, target.width / 3)
        }
        Label {
            visible: text !== ""
            text: target.text
            muted: true
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        Button {
            visible: text !== ""
            text: target.buttonText
            onClicked: target.chosen()
        }
    }
}

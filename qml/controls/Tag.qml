import QtQuick
import QtQuick.Layouts
import Datanet.Controls

Rectangle {
    id: tag

    property string text
    property string iconName
    property int tone: Tone.Neutral

    implicitWidth: row.implicitWidth + Theme.gap12
    implicitHeight: Theme.tag
    radius: Theme.radiusChip
    color: Tone.ground(tag.tone)
    Accessible.role: Accessible.StaticText
    Accessible.name: tag.text

    RowLayout {
        id: row

        anchors.centerIn: parent
        width: Math.min(implicitWidth, tag.width - Theme.gap12)
        spacing: 6

        Icon {
            visible: tag.iconName !== ""
            name: tag.iconName
            color: Tone.ink(tag.tone)
            size: Theme.px(14)
        }
        Text {
            text: tag.text
            textFormat: Text.PlainText
            color: Tone.ink(tag.tone)
            elide: Text.ElideRight
            font.pixelSize: Theme.bodySize
            font.weight: tag.tone === Tone.Neutral ? Font.Normal : Font.Medium
            Layout.fillWidth: true
            Accessible.ignored: true
        }
    }
}

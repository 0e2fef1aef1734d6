import QtQuick
import Datanet.Controls

// The picture or sound of one side of a comparison, over its cell.
Loader {
    id: shown

    required property var media
    readonly property string kind: shown.media.kind ?? ""

    anchors.fill: parent
    anchors.leftMargin: Theme.gap16
    anchors.rightMargin: Theme.gap16
    anchors.topMargin: Theme.gap8
    anchors.bottomMargin: Theme.gap8
    active: shown.kind !== ""
    sourceComponent: shown.kind === "picture" ? picture : sound

    Component {
        id: picture

        MediaPicture {
            address: shown.media.address ?? ""
            name: shown.media.name ?? ""
            align: Image.AlignLeft
        }
    }
    Component {
        id: sound

        Item {
            SoundChip {
                anchors.verticalCenter: parent.verticalCenter
                address: shown.media.address ?? ""
                facts: shown.media.facts ?? ""
            }
        }
    }
}

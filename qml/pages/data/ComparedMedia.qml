import QtQuick
import Datanet.Controls

// The picture or sound of one side of a comparison, over its cell.
Loader {
    id: compared

    required property var media
    readonly property string kind: compared.media.kind ?? ""

    anchors.fill: parent
    anchors.leftMargin: Theme.gap16
    anchors.rightMargin: Theme.gap16
    anchors.topMargin: Theme.gap8
    anchors.bottomMargin: Theme.gap8
    active: compared.kind !== ""
    sourceComponent: compared.kind === "picture" ? picture : sound

    Component {
        id: picture

        MediaPicture {
            address: compared.media.address ?? "" // qmllint disable unqualified
            name: compared.media.name ?? "" // qmllint disable unqualified
            align: Image.AlignLeft
        }
    }
    Component {
        id: sound

        Item {
            SoundChip {
                anchors.verticalCenter: parent.verticalCenter
                address: compared.media.address ?? "" // qmllint disable unqualified
                facts: compared.media.facts ?? "" // qmllint disable unqualified
            }
        }
    }
}

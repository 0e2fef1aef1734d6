import QtQuick
import QtQuick.Layouts
import Datanet.Controls

// A record's picture or sound beside the table.
ColumnLayout {
    id: view

    // As the models give it: { kind, address, name, facts }.
    required property var media
    readonly property string kind: view.media.kind ?? ""

    spacing: Theme.gap8

    // False where there is nothing to be pressed.
    function takeFocus(): bool {
        if (!sound.item)
            return false;
        (sound.item as SoundBar).takeFocus();
        return true;
    }

    Loader {
        active: view.kind === "picture"
        visible: active
        Layout.fillWidth: true

        sourceComponent: Column {
            spacing: Theme.gap8

            MediaPicture {
                id: picture

                width: parent.width
                height: picture.failed ? Theme.px(96) : Math.min(width * 1.25, Theme.px(280))
                address: view.media.address ?? "" // qmllint disable unqualified
                name: view.media.name ?? "" // qmllint disable unqualified
            }
            Notice {
                visible: picture.problem !== ""
                width: parent.width
                tone: Tone.Caution
                iconName: "warning"
                //: In the panel of a record whose picture is missing or damaged
                title: qsTr("This picture can't be shown")
                text: picture.problem
            }
        }
    }
    Loader {
        id: sound

        active: view.kind === "sound"
        visible: active
        Layout.fillWidth: true

        sourceComponent: SoundBar {
            address: view.media.address ?? "" // qmllint disable unqualified
            facts: view.media.facts ?? "" // qmllint disable unqualified
        }
    }
    Label {
        text: view.kind === "picture" ? [view.media.name, view.media.facts].filter(part => part).join(" · ") : view.media.name ?? ""
        visible: text !== ""
        muted: true
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
}

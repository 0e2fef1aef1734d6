import QtQuick
import Datanet.Controls

// A record's picture or sound beside the table.
Column {
    id: view

    // As the models give it: { kind, address, name, facts }.
    required property var media
    // Of the panel, not of the layouts in it: where heights follow widths that layouts give, those of a form go round in
    // circles.
    readonly property real room: Theme.sidePanel - 2 * Theme.gap16 - 1
    readonly property real tall: Math.min(Theme.px(280), Math.round(view.room * (view.media.ratio || 1)))
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
        width: view.room

        sourceComponent: Column {
            spacing: Theme.gap8

            MediaPicture {
                id: picture

                width: view.room // qmllint disable unqualified
                height: picture.failed ? Theme.px(96) : view.tall // qmllint disable unqualified
                tallest: view.tall // qmllint disable unqualified
                address: view.media.address ?? "" // qmllint disable unqualified
                name: view.media.name ?? "" // qmllint disable unqualified
            }
            MediaTrouble {
                visible: picture.problem !== ""
                width: view.room // qmllint disable unqualified
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
        width: view.room

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
        width: view.room
    }
}

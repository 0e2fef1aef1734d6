import QtQuick
import QtQuick.Layouts
import Datanet.Controls
import Datanet.Ui

Card {
    id: card

    property var record: ({})
    property string who
    property string address
    // As the models give it: { kind, address, name, facts }; of a record with a picture or a sound.
    readonly property var media: card.record.media ?? {}

    header: [
        AddressLabel {
            visible: card.address !== ""
            address: card.address
            name: card.who !== "" ? card.who : qsTr("%1…%2").arg(card.address.slice(0, 6)).arg(card.address.slice(-4))
            copyable: false
            Layout.fillWidth: false
        }
    ]

    Divider {
        Layout.fillWidth: true
    }
    MediaPicture {
        visible: card.media.kind === "picture"
        tallest: Theme.px(280)
        address: visible ? card.media.address : ""
        name: card.media.name ?? ""
        Layout.fillWidth: true
        Layout.preferredHeight: visible ? tallest : 0
    }
    Loader {
        active: card.media.kind === "sound"
        visible: active
        Layout.fillWidth: true

        sourceComponent: SoundBar {
            address: card.media.address ?? "" // qmllint disable unqualified
            facts: card.media.facts ?? "" // qmllint disable unqualified
        }
    }
    Label {
        visible: text !== ""
        text: card.record.name ?? ""
        kind: Label.Title
        wrapMode: Text.Wrap
        maximumLineCount: 3
        Layout.fillWidth: true
    }
    // Rich text measures itself anew for every width: the layout must not ask it how wide it would like to be.
    Item {
        visible: words.segments.length > 0
        implicitHeight: words.height
        Layout.fillWidth: true

        DiffText {
            id: words

            width: parent.width
            segments: card.record.text ?? []
            lead: true
        }
    }
    Divider {
        visible: (card.record.facts ?? []).length > 0
        Layout.fillWidth: true
    }
    Repeater {
        model: card.record.facts ?? []

        RowLayout {
            id: fact

            required property var modelData
            readonly property bool marked: fact.modelData.segments.some(segment => segment.mark !== "")

            spacing: Theme.gap12
            Layout.fillWidth: true

            Label {
                text: fact.modelData.label
                muted: true
                Layout.preferredWidth: Theme.px(96)
                Layout.alignment: Qt.AlignTop
            }
            Item {
                visible: fact.marked
                implicitHeight: factWords.height
                Layout.fillWidth: true

                DiffText {
                    id: factWords

                    width: parent.width
                    segments: fact.modelData.segments
                }
            }
            Label {
                visible: !fact.marked
                //: Nothing is there
                text: fact.modelData.segments.length > 0 ? fact.modelData.segments[0].text : qsTr("–")
                muted: fact.modelData.segments.length === 0
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
        }
    }
}

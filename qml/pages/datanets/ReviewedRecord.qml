import QtQuick
import QtQuick.Layouts
import Datanet.Controls

Card {
    id: card

    property var record: ({})
    property string who
    property string address

    stretch: true
    header: [
        AddressLabel {
            visible: card.address !== ""
            address: card.address
            name: card.who !== "" ? card.who : qsTr("%1…%2").arg(card.address.slice(0, 6)).arg(card.address.slice(-4))
            copyable: false
        }
    ]

    Divider {
        Layout.fillWidth: true
    }
    Label {
        visible: text !== ""
        text: card.record.name ?? ""
        kind: Label.Title
        wrapMode: Text.Wrap
        maximumLineCount: 3
        Layout.fillWidth: true
    }
    DiffText {
        visible: segments.length > 0
        segments: card.record.text ?? []
        lead: true
        Layout.fillWidth: true
    }
    Item {
        Layout.fillHeight: true
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

            spacing: Theme.gap12
            Layout.fillWidth: true

            Label {
                text: fact.modelData.label
                muted: true
                Layout.preferredWidth: Theme.px(96)
                Layout.alignment: Qt.AlignTop
            }
            DiffText {
                visible: segments.length > 0
                segments: fact.modelData.segments
                Layout.fillWidth: true
            }
            Label {
                visible: fact.modelData.segments.length === 0
                //: Nothing is there
                text: qsTr("–")
                muted: true
                Layout.fillWidth: true
            }
        }
    }
}

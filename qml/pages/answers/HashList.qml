import QtQuick
import QtQuick.Layouts
import Datanet.Controls

// Hashes behind a disclosure, each { label, groups }.
ColumnLayout {
    id: list

    property var hashes: []
    property string place

    visible: list.hashes.length > 0
    spacing: Theme.gap12

    Disclosure {
        id: shown

        //: Shows the hashes of a model or a payout round
        text: shown.open ? qsTr("Hide hashes") : qsTr("Show hashes")
    }
    Repeater {
        model: shown.open ? list.hashes : []

        ColumnLayout {
            id: one

            required property var modelData

            spacing: Theme.gap4
            Layout.fillWidth: true

            Label {
                text: one.modelData.label
                muted: true
            }
            GroupedHex {
                groups: one.modelData.groups
                Layout.fillWidth: true
            }
        }
    }
    ColumnLayout {
        visible: shown.open && list.place !== ""
        spacing: Theme.gap4
        Layout.fillWidth: true

        Label {
            //: Where the files of a model or a payout round are
            text: qsTr("Where its files are")
            muted: true
        }
        Label {
            text: list.place
            kind: Label.Mono
            muted: true
            wrapMode: Text.WrapAnywhere
            Layout.fillWidth: true
        }
    }
}

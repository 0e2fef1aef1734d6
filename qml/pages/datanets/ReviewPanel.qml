import QtQuick
import QtQuick.Layouts
import Datanet.Controls

// Who votes on a submission, and whether they have: never what.
ColumnLayout {
    id: panel

    property var seats: []
    property string title

    spacing: Theme.gap8

    Divider {
        Layout.fillWidth: true
    }
    Label {
        //: The reviewers of one submission; %1 its title
        text: qsTr("Panel for %1").arg(panel.title)
        kind: Label.Strong
        Layout.fillWidth: true
        Layout.leftMargin: Theme.gap16
        Layout.rightMargin: Theme.gap16
        Layout.topMargin: Theme.gap8
    }
    Repeater {
        model: panel.seats

        RowLayout {
            id: seat

            required property var modelData

            spacing: Theme.gap8
            Layout.fillWidth: true
            Layout.leftMargin: Theme.gap16
            Layout.rightMargin: Theme.gap16

            Identicon {
                address: seat.modelData.address
                size: Theme.px(20)
            }
            Label {
                text: seat.modelData.who
                Layout.fillWidth: true
            }
            Icon {
                name: seat.modelData.icon
                color: seat.modelData.sealed ? Theme.accentText : Theme.muted
                size: Theme.px(14)
            }
            Label {
                text: seat.modelData.word
                color: seat.modelData.sealed ? Theme.accentText : Theme.muted
            }
        }
    }
    Label {
        text: qsTr("Nobody sees a vote before all are sealed. Yours opens by itself while this program runs.")
        muted: true
        wrapMode: Text.Wrap
        Layout.fillWidth: true
        Layout.leftMargin: Theme.gap16
        Layout.rightMargin: Theme.gap16
        Layout.bottomMargin: Theme.gap16
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.Controls

// Who votes on a submission, and whether they have: never what.
ColumnLayout {
    id: panel

    property var seats: []
    property string title
    // Whether a sealed vote opens by itself.
    property bool opens: true

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
                Layout.maximumWidth: implicitWidth
                Layout.fillWidth: true
            }
            Tag {
                visible: seat.modelData.program
                //: Beside a reviewer that is a program, not a person
                text: qsTr("program")
            }
            Item {
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
        text: panel.opens ? qsTr("Nobody sees a vote before all are sealed. Yours opens by itself while this program runs.") : qsTr("Nobody sees a vote before all are sealed. Then open yours here: your account is locked, so it does not open by itself.")
        muted: true
        wrapMode: Text.Wrap
        Layout.fillWidth: true
        Layout.leftMargin: Theme.gap16
        Layout.rightMargin: Theme.gap16
        Layout.bottomMargin: Theme.gap16
    }
}

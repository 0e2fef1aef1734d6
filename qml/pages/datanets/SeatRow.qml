import QtQuick
import QtQuick.Layouts
import Datanet.Controls

// A reviewer of a submission, and what is known of the vote: { who, address, program, sealed, icon, word }.
RowLayout {
    id: row

    required property var seat

    spacing: Theme.gap8

    Identicon {
        address: row.seat.address
        size: Theme.px(20)
    }
    Label {
        text: row.seat.who
        Layout.maximumWidth: Math.ceil(implicitWidth)
        Layout.fillWidth: true
    }
    Tag {
        visible: row.seat.program
        //: Beside a reviewer that is a program, not a person
        text: qsTr("program")
    }
    Item {
        Layout.fillWidth: true
    }
    Icon {
        name: row.seat.icon
        color: row.seat.sealed ? Theme.accentText : Theme.muted
        size: Theme.px(14)
    }
    Label {
        text: row.seat.word
        color: row.seat.sealed ? Theme.accentText : Theme.muted
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.Controls
import Datanet.Ui

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

        SeatRow {
            required property var modelData

            seat: modelData
            Layout.fillWidth: true
            Layout.leftMargin: Theme.gap16
            Layout.rightMargin: Theme.gap16
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

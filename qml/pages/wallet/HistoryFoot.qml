import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// Below the entries: what is not among them, and the way to older ones.
ColumnLayout {
    id: foot

    required property AccountHistory history

    spacing: 0

    Label {
        visible: foot.history.rows.rowCount() === 0 && foot.history.filter > 0
        text: foot.history.filter === 1 ? qsTr("No coins came in.") : qsTr("No coins went out.")
        muted: true
        horizontalAlignment: Text.AlignHCenter
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap32
    }
    Button {
        visible: foot.history.hasOlder
        text: qsTr("Read older entries")
        busy: foot.history.reading.running
        Layout.alignment: Qt.AlignHCenter
        Layout.topMargin: Theme.gap16
        onClicked: foot.history.readOlder()
    }
    Label {
        text: qsTr("This list is made of what the project's contracts report. Coins sent from one account to another and network fees are not in it, because no node lists them.")
        muted: true
        wrapMode: Text.Wrap
        Layout.fillWidth: true
        Layout.maximumWidth: Theme.px(720)
        Layout.margins: Theme.gap24
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.Controls

// One entry: when, what about which thing, how much, and a label of one's own.
ListRow {
    id: row

    required property string when
    required property string title
    required property string subject
    required property string amount
    required property string fullAmount
    required property string reason
    required property string flow
    required property string label
    required property string transaction
    required property int entry
    property bool practice: false
    property string coin
    readonly property bool wide: row.width > Theme.px(860)

    signal labelGiven(string text)

    text: row.title + ", " + row.subject + ", " + row.when + ", " + (row.amount !== "" ? row.amount + " " + row.coin : row.reason)
    leftPadding: Theme.gap24
    rightPadding: Theme.gap24
    bar: false
    on: ListView.isCurrentItem && activeFocus
    onClicked: ListView.view.currentIndex = index // qmllint disable unqualified

    required property int index

    Keys.onPressed: event => {
        if (event.key === Qt.Key_F2) {
            note.edit();
            event.accepted = true;
        }
    }

    Label {
        visible: row.wide
        text: row.when
        muted: true
        Layout.preferredWidth: Theme.px(160)
        Layout.alignment: Qt.AlignTop
    }
    ColumnLayout {
        spacing: 2
        Layout.fillWidth: true
        Layout.preferredWidth: Theme.px(280)
        Layout.alignment: Qt.AlignTop

        Label {
            text: row.title
            kind: Label.Strong
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        Label {
            visible: text !== ""
            text: row.wide ? row.subject : row.subject === "" ? row.when : row.when + ", " + row.subject
            muted: true
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
    }
    HistoryLabel {
        id: note

        text: row.label
        Layout.fillWidth: true
        Layout.minimumWidth: Theme.controlSmall
        Layout.preferredWidth: row.wide ? Theme.px(200) : implicitWidth
        Layout.alignment: Qt.AlignTop
        onGiven: words => row.labelGiven(words)
    }
    ColumnLayout {
        spacing: 2
        Layout.preferredWidth: Theme.px(row.wide ? 200 : 136)
        Layout.fillWidth: false
        Layout.alignment: Qt.AlignTop

        AmountLabel {
            visible: row.flow !== ""
            amount: row.amount
            unit: row.coin
            fullAmount: row.fullAmount
            reason: row.reason
            practice: row.practice
            Layout.fillWidth: true
            Layout.maximumWidth: implicitWidth
            Layout.alignment: Qt.AlignRight
        }
        Label {
            visible: text !== ""
            text: row.flow
            muted: true
            horizontalAlignment: Text.AlignRight
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.Controls

// A label and an amount at the end of its row.
RowLayout {
    id: row

    property string label
    property string detail
    property var coin: ({})
    property string unit
    property bool practice: false
    property bool strong: false
    property string reason

    spacing: Theme.gap12

    ColumnLayout {
        spacing: 0
        Layout.fillWidth: true

        Label {
            text: row.label
            kind: row.strong ? Label.Strong : Label.Body
            muted: !row.strong
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        Label {
            visible: text !== ""
            text: row.detail
            muted: true
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
    }
    AmountLabel {
        amount: row.coin.amount ?? ""
        fullAmount: row.coin.fullAmount ?? ""
        unit: row.unit
        practice: row.practice
        reason: row.reason
        Layout.alignment: Qt.AlignTop
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.Controls

ListRow {
    id: row

    property var account: ({})
    property string coin
    property bool practice: false

    text: row.account.name
    bar: true
    divided: true
    implicitHeight: content.implicitHeight + 2 * Theme.gap12

    RowLayout {
        id: content

        spacing: Theme.gap12
        Layout.fillWidth: true

        Identicon {
            address: row.account.address
            size: Theme.px(28)
            Layout.alignment: Qt.AlignTop
        }
        ColumnLayout {
            spacing: Theme.gap4
            Layout.fillWidth: true

            Label {
                text: row.account.name
                kind: Label.Strong
                Layout.fillWidth: true
            }
            Label {
                text: row.account.detail
                muted: true
                Layout.fillWidth: true
            }
            AmountLabel {
                amount: row.account.amount
                unit: row.coin
                fullAmount: row.account.fullAmount
                reason: row.account.reason
                practice: row.practice
                Layout.fillWidth: true
                Layout.maximumWidth: implicitWidth
            }
            TrustBadge {
                visible: row.account.level !== ""
                explained: false
                level: row.account.level
            }
        }
    }
}

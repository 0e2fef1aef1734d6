import QtQuick
import QtQuick.Layouts
import Datanet.Controls

ListRow {
    id: row

    property var round: ({})
    property string coin
    property bool practice: false
    property bool severalModels: false

    text: [row.round.title, row.round.text, row.coin, qsTr("Why this much?")].join(", ")
    topPadding: Theme.gap8
    bottomPadding: Theme.gap8

    RowLayout {
        spacing: Theme.gap12
        Layout.fillWidth: true

        ColumnLayout {
            spacing: 0
            Layout.minimumWidth: Theme.px(108)
            Layout.maximumWidth: Theme.px(108)

            Label {
                text: row.round.title
                kind: Label.Strong
                Layout.fillWidth: true
            }
            Label {
                visible: row.severalModels
                text: row.round.modelTitle
                muted: true
                Layout.fillWidth: true
            }
        }
        AmountLabel {
            amount: row.round.text
            unit: row.coin
            fullAmount: row.round.exact
            reason: row.round.reason
            practice: row.practice
            Layout.fillWidth: true
            Layout.maximumWidth: implicitWidth
        }
        TrustBadge {
            visible: !row.round.final
            level: row.round.level
            explained: false
            compact: row.width < Theme.px(520)
        }
        Item {
            Layout.fillWidth: true
        }
        Label {
            //: Opens the explanation of an amount
            text: qsTr("Why this much?")
            color: Theme.accentText
            font.weight: Font.Medium
        }
        Icon {
            visible: row.on
            name: "chevron-right"
            color: Theme.accentText
        }
    }
}

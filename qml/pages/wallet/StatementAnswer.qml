import QtQuick
import QtQuick.Layouts
import Datanet.Controls
import Datanet.Ui

// One answer; open, it shows its arithmetic and the records it used.
ColumnLayout {
    id: row

    // As StatementText::answer() gives it.
    property var answer: ({})
    property bool practice: false
    property bool open: false
    property int creditWidth
    property int amountWidth

    spacing: 0

    ListRow {
        id: head

        text: [row.answer.title, row.answer.credit, row.answer.exact].join(", ")
        divided: false
        bar: false
        leftPadding: 0
        rightPadding: 0
        topPadding: Theme.gap8
        bottomPadding: Theme.gap8
        Accessible.checkable: true
        Accessible.checked: row.open
        Layout.fillWidth: true
        onClicked: row.open = !row.open

        Icon {
            name: row.open ? "chevron-down" : head.mirrored ? "chevron-left" : "chevron-right"
            color: Theme.muted
            size: Theme.px(14)
            Layout.alignment: Qt.AlignTop
            Layout.topMargin: (Theme.bodyLine - height) / 2
        }
        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true

            Label {
                text: row.answer.title ?? ""
                kind: row.open ? Label.Strong : Label.Body
                Layout.fillWidth: true
            }
            Label {
                visible: row.open
                text: row.answer.time ?? ""
                muted: true
                Layout.fillWidth: true
            }
        }
        Label {
            text: row.answer.credit ?? ""
            horizontalAlignment: Text.AlignRight
            Layout.preferredWidth: row.creditWidth
            Layout.alignment: Qt.AlignTop
        }
        Item {
            implicitHeight: amount.implicitHeight
            Layout.preferredWidth: row.amountWidth
            Layout.alignment: Qt.AlignTop

            AmountLabel {
                id: amount

                anchors.right: parent.right
                amount: row.answer.amount ?? ""
                unit: ""
                fullAmount: row.answer.exact ?? ""
                practice: row.practice
            }
        }
    }
    ColumnLayout {
        visible: row.open
        spacing: Theme.gap8
        Layout.fillWidth: true
        Layout.leftMargin: Theme.gap24
        Layout.bottomMargin: Theme.gap12

        Repeater {
            model: row.answer.groups ?? []

            StatementLines {
                required property var modelData

                title: modelData.title
                lines: modelData.lines
                practice: row.practice // qmllint disable unqualified
                framed: true
                Layout.fillWidth: true
            }
        }
        Repeater {
            model: row.answer.records ?? []

            StatementRecord {
                required property var modelData

                record: modelData
                Layout.fillWidth: true
            }
        }
    }
    Divider {
        Layout.fillWidth: true
    }
}

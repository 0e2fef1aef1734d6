import QtQuick
import QtQuick.Layouts
import Datanet.Controls

// One source of a text: whose record, what part it has, what that would earn.
ListRow {
    id: row

    property var source: ({})
    property string unit
    property bool practice: false
    readonly property int place: (row.source.number ?? 0) - 1

    objectName: "source"
    //: Spoken: a source of a text; its name, its contributor and its share
    text: qsTr("%1 by %2, %3").arg(row.source.name ?? "").arg(row.source.contributor ?? "").arg(row.source.share ?? "")

    SourceTile {
        place: row.place
        outlined: row.on
        Layout.alignment: Qt.AlignTop
    }
    ColumnLayout {
        spacing: Theme.gap4
        Layout.fillWidth: true

        RowLayout {
            spacing: Theme.gap8
            Layout.fillWidth: true

            Label {
                text: row.source.name ?? ""
                kind: Label.Strong
                Layout.maximumWidth: Math.ceil(implicitWidth)
                Layout.fillWidth: true
            }
            Label {
                visible: !(row.source.own ?? false)
                text: row.source.contributor ?? ""
                muted: true
                Layout.maximumWidth: Math.ceil(implicitWidth)
                Layout.minimumWidth: Math.min(Math.ceil(implicitWidth), Theme.px(56))
                Layout.fillWidth: true
            }
            Label {
                visible: row.source.own ?? false
                text: qsTr("You")
                color: Theme.accentText
                font.weight: Font.Medium
            }
            Item {
                Layout.fillWidth: true
            }
            Label {
                text: row.source.share ?? ""
                kind: Label.Strong
            }
        }
        Meter {
            value: row.source.meter ?? 0
            fill: Theme.sourceLine(row.place)
            implicitHeight: Theme.px(4)
            name: row.source.share ?? ""
            Layout.fillWidth: true
        }
        RowLayout {
            visible: row.source.earns !== undefined
            spacing: Theme.gap8
            Layout.fillWidth: true
            Layout.topMargin: Theme.gap4

            Label {
                text: qsTr("Would earn")
                muted: true
                Layout.fillWidth: true
            }
            AmountLabel {
                amount: row.source.earns ?? ""
                fullAmount: row.source.earnsExact ?? ""
                unit: row.unit
                practice: row.practice
            }
        }
    }
}

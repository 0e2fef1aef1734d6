import QtQuick
import QtQuick.Layouts
import Datanet.Controls

ListRow {
    id: row

    property var datanet: ({})

    text: row.datanet.name
    divided: true
    implicitHeight: content.implicitHeight + 2 * Theme.gap16

    RowLayout {
        id: content

        spacing: Theme.gap16
        Layout.fillWidth: true
        Layout.leftMargin: Theme.gap8
        Layout.rightMargin: Theme.gap8

        IconTile {
            iconName: "layers"
            tone: Tone.Accent
        }
        ColumnLayout {
            spacing: Theme.gap4
            Layout.fillWidth: true

            Label {
                text: row.datanet.name
                kind: Label.Lead
                font.weight: Font.DemiBold
                Layout.fillWidth: true
            }
            Label {
                //: Facts about a datanet in the list: records, versions, reviewers
                text: qsTr("%1 records, %2 versions, %3 reviewers").arg(row.datanet.recordsText).arg(row.datanet.versionsText).arg(row.datanet.reviewersText)
                muted: true
                Layout.fillWidth: true
            }
        }
        Tag {
            visible: text !== ""
            text: row.datanet.intake
        }
        TrustBadge {
            explained: false
            level: row.datanet.level
        }
        Icon {
            name: "chevron-right"
            color: Theme.muted
        }
    }
}

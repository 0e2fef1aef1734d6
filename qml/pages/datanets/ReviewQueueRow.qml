import QtQuick
import QtQuick.Layouts
import Datanet.Controls

Column {
    id: row

    required property var entry
    required property bool heading
    required property int groupCount
    property bool on: false
    property bool busy: false

    signal openRequested
    signal actionRequested

    Label {
        visible: row.heading
        width: parent.width
        leftPadding: Theme.gap16
        topPadding: Theme.gap16
        bottomPadding: Theme.gap8
        //: Heading in the queue of a reviewer and how many follow: "To review, 3"
        text: qsTr("%1, %2").arg(row.entry.groupTitle ?? "").arg(row.groupCount)
        muted: true
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    ListRow {
        width: parent.width
        text: row.entry.title ?? ""
        on: row.on
        divided: false
        enabled: row.entry.canRead ?? false
        onClicked: row.openRequested()

        Identicon {
            visible: (row.entry.address ?? "") !== ""
            address: row.entry.address ?? ""
            size: Theme.px(24)
            Layout.alignment: Qt.AlignTop
        }
        ColumnLayout {
            spacing: Theme.gap4
            Layout.fillWidth: true

            RowLayout {
                spacing: Theme.gap8
                Layout.fillWidth: true

                Label {
                    text: row.entry.who ?? ""
                    kind: Label.Strong
                    Layout.fillWidth: true
                }
                Tag {
                    visible: text !== ""
                    text: row.entry.word ?? ""
                    iconName: row.entry.icon ?? ""
                    tone: row.entry.group === "sealed" ? Tone.Accent : row.entry.risk === 2 ? Tone.Danger : row.entry.risk === 1 ? Tone.Caution : Tone.Neutral
                }
            }
            Label {
                text: row.entry.title ?? ""
                Layout.fillWidth: true
            }
            Label {
                text: row.entry.detail ?? ""
                muted: true
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
            Label {
                visible: row.entry.group === "read" && text !== ""
                //: Under a submission in the queue: why it is risky, the most important reasons first
                text: (row.entry.why ?? []).slice(0, 2).join(" · ")
                muted: true
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
        }
    }
    Button {
        visible: (row.entry.actionText ?? "") !== ""
        x: Theme.gap16 + Theme.px(24) + Theme.gap12
        text: row.entry.actionText ?? ""
        size: Button.Small
        enabled: !row.busy
        onClicked: row.actionRequested()
    }
}

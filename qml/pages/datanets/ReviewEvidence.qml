import QtQuick
import QtQuick.Layouts
import Datanet.Controls
import Datanet.Ui

// The record that is read, beside the one it is close to, with what the checks say.
ScrollArea {
    id: evidence

    property var record: ({})
    property int count: 0
    property string who
    property string address
    readonly property var finding: evidence.record.finding ?? {}
    readonly property var other: evidence.record.other ?? {}
    readonly property bool narrow: column.width < Theme.px(560)
    readonly property bool compared: evidence.other.text !== undefined
    //: Beside a bar: how much of the wording two records share; the mark is the datanet's limit
    readonly property string textWords: qsTr("Same wording")
    //: Beside a bar: how alike two pictures look; the mark is the datanet's limit
    readonly property string pictureWords: qsTr("Same picture")

    Item {
        width: evidence.width
        implicitHeight: column.implicitHeight + 2 * Theme.gap12

        ColumnLayout {
            id: column

            x: Theme.gap24
            y: Theme.gap12
            width: parent.width - 2 * Theme.gap24
            spacing: Theme.gap12

            RowLayout {
                visible: evidence.finding.title !== undefined
                spacing: Theme.gap8
                Layout.fillWidth: true

                Tag {
                    text: evidence.finding.title ?? ""
                    iconName: evidence.finding.severity === "note" ? "info" : "warning"
                    tone: evidence.finding.severity === "blocking" ? Tone.Danger : evidence.finding.severity === "caution" ? Tone.Caution : Tone.Neutral
                }
                Label {
                    visible: evidence.finding.words !== undefined
                    //: How many words two records share
                    text: qsTr("%1 of %2 words are the same").arg(evidence.finding.sharedWords ?? 0).arg(evidence.finding.words ?? 0)
                    kind: Label.Strong
                }
                Label {
                    visible: !evidence.narrow
                    text: evidence.finding.sentence ?? ""
                    muted: true
                    wrapMode: Text.Wrap
                    Layout.fillWidth: true
                }
            }
            Label {
                visible: evidence.narrow && text !== ""
                text: evidence.finding.sentence ?? ""
                muted: true
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
            Label {
                visible: (evidence.finding.said ?? "") !== ""
                //: Below a finding in a review: why the contributor left it as it is; %1 are their words
                text: qsTr("The contributor says: %1").arg(evidence.finding.said ?? "")
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
            GridLayout {
                columns: evidence.compared && !evidence.narrow ? 2 : 1
                columnSpacing: Theme.gap16
                rowSpacing: Theme.gap16
                Layout.fillWidth: true

                ReviewedRecord {
                    //: Heading of the record that is read; its number and how many there are
                    title: qsTr("Record %1 of %2").arg(evidence.record.number ?? "").arg(evidence.count)
                    who: evidence.who
                    address: evidence.address
                    record: evidence.record
                    outlined: true
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredWidth: 1
                }
                ReviewedRecord {
                    visible: evidence.compared
                    //: Heading of a record that was accepted before, or of another one of the same submission
                    title: evidence.other.replaced === true ? qsTr("Accepted record that it replaces") : evidence.other.accepted ? qsTr("Accepted record") : qsTr("Record %1 of this submission").arg(evidence.other.number ?? "")
                    address: evidence.other.contributor ?? ""
                    record: evidence.other
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredWidth: 1
                }
            }
            RowLayout {
                visible: evidence.finding.percent !== undefined
                spacing: Theme.gap12
                Layout.fillWidth: true

                Label {
                    text: evidence.finding.pictures === true ? evidence.pictureWords : evidence.textWords
                    muted: true
                }
                Meter {
                    value: (evidence.finding.percent ?? 0) / 100
                    mark: (evidence.finding.limit ?? 0) / 100
                    fill: Theme.caution
                }
                Label {
                    text: (evidence.finding.percent ?? 0) < (evidence.finding.limit ?? 0) ? qsTr("Below the limit of %1 %: you decide.").arg(evidence.finding.limit ?? 0) : qsTr("At or above the limit of %1 %.").arg(evidence.finding.limit ?? 0)
                    muted: true
                    wrapMode: Text.Wrap
                    Layout.fillWidth: true
                }
            }
        }
    }
}

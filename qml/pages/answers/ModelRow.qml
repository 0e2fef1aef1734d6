import QtQuick
import QtQuick.Layouts
import Datanet.Controls

// A model of the network or of this computer in the list; heading: the words above the first of its kind.
Column {
    id: row

    property var entry: ({})
    property string heading
    property bool on: false
    property string unit
    property bool practice: false

    signal chosen

    readonly property bool listed: row.entry.id !== undefined
    readonly property bool nothing: row.entry.nothing !== undefined

    Label {
        visible: row.heading !== ""
        width: parent.width
        leftPadding: Theme.gap24
        rightPadding: Theme.gap24
        topPadding: Theme.gap24
        bottomPadding: Theme.gap8
        text: row.heading
        kind: Label.Strong
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    Label {
        visible: row.nothing
        width: parent.width
        leftPadding: Theme.gap24
        rightPadding: Theme.gap24
        bottomPadding: Theme.gap8
        text: row.entry.nothing ?? ""
        muted: true
        wrapMode: Text.Wrap
    }
    ListRow {
        visible: !row.nothing
        width: parent.width
        text: row.listed ? row.entry.title : row.entry.name ?? ""
        on: row.on
        leftPadding: Theme.gap24
        rightPadding: Theme.gap24
        onClicked: row.chosen()

        IconTile {
            iconName: row.listed ? "chip" : "folder"
            tone: row.listed ? Tone.Accent : Tone.Neutral
        }
        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true

            Label {
                text: row.listed ? row.entry.title : row.entry.name ?? ""
                kind: Label.Lead
                font.weight: Font.DemiBold
                Layout.fillWidth: true
            }
            RowLayout {
                spacing: Theme.gap8
                Layout.fillWidth: true

                Label {
                    text: {
                        if (!row.listed)
                            return row.entry.stateText ?? "";
                        //: A model in the list: number, version, owner
                        return qsTr("Model %1, %2, by %3").arg(row.entry.id).arg(row.entry.versionText ?? qsTr("version not known")).arg(row.entry.ownerName ?? qsTr("unknown"));
                    }
                    muted: true
                    Layout.fillWidth: true
                    Layout.maximumWidth: Math.ceil(implicitWidth)
                }
                Tag {
                    visible: row.entry.ownerIsProgram ?? false
                    //: Beside the name of an account that a program uses
                    text: qsTr("program")
                }
                Tag {
                    visible: row.entry.mine === true && row.listed
                    //: Beside a model of the account in use
                    text: qsTr("Yours")
                    tone: Tone.Accent
                }
                Tag {
                    visible: row.entry.behind ?? false
                    //: A model that lacks what was published since it was trained
                    text: qsTr("Newer data is published")
                    tone: Tone.Caution
                }
            }
        }
        ColumnLayout {
            visible: row.listed && row.width > Theme.px(560)
            spacing: 0

            AmountLabel {
                amount: row.entry.priceOut?.amount ?? ""
                fullAmount: row.entry.priceOut?.fullAmount ?? ""
                unit: row.unit
                practice: row.practice
                Layout.alignment: Qt.AlignRight
            }
            Label {
                //: Under a price of a model
                text: qsTr("for 1,000 tokens of answers")
                muted: true
            }
        }
        Label {
            visible: !row.listed && row.width > Theme.px(480)
            //: How much a model was trained on
            text: qsTr("%1 records").arg(row.entry.records ?? "")
            muted: true
        }
        TrustBadge {
            visible: row.listed
            explained: false
            compact: row.width < Theme.px(720)
            level: row.entry.level ?? "?"
        }
    }
}

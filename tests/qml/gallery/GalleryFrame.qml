import QtQuick
import QtQuick.Layouts
import Datanet.Controls
import Datanet.Ui

AppFrame {
    id: page

    property bool dark: false
    property real textScale: 1
    property bool mirrored: false

    function prepare() {
    }

    LayoutMirroring.enabled: page.mirrored
    LayoutMirroring.childrenInherit: true
    Component.onCompleted: {
        Theme.dark = page.dark;
        Theme.textScale = page.textScale;
        Theme.reducedMotion = true;
    }

    implicitHeight: 900
    practice: true
    current: "home"
    places: [
        {key: "home", text: "Home", iconName: "home"},
        {key: "data", text: "My data", iconName: "table", dot: true},
        {key: "datanets", text: "Datanets", iconName: "layers", count: 1},
        {key: "answers", text: "Answers", iconName: "chat"},
        {key: "wallet", text: "Wallet", iconName: "wallet"}
    ]
    rail.account.name: "Mara"
    rail.account.detail: "Practice account"
    rail.account.address: "0xd48C6c588F9a21165DD21fBcCc19588d42016C92"
    strip.actionText: "Set up for real"
    status.network: "Practice network, your own node"
    status.level: "N"
    status.block: "Block 1,284"
    status.notes: ["3 programs running: 2 reviewers, 1 customer"]
    status.keys: [{keys: ["Ctrl", "K"], text: "Commands"}]

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        Header {
            title: "Home"
            Layout.fillWidth: true

            SearchField {
                placeholderText: "Search everything"
                implicitWidth: Theme.px(280)
            }
            Button {
                text: "New data set"
                iconName: "plus"
            }
        }
        ColumnLayout {
            spacing: Theme.gap16
            Layout.margins: Theme.gap24
            Layout.fillWidth: true

            GridLayout {
                columns: page.width > 1000 * Theme.textScale ? 3 : page.width > 600 * Theme.textScale ? 2 : 1
                columnSpacing: Theme.gap16
                Layout.fillHeight: false
                rowSpacing: Theme.gap16

                Repeater {
                    model: [
                        {title: "Earned so far", amount: "7.9849", level: "N", text: "6 payout rounds, 163 answers"},
                        {title: "Ready to claim", amount: "2.0402", level: "N", text: "Payout round 6"},
                        {title: "Pending", amount: "", level: "0", text: "Round 7 is open until 23 Nov."}
                    ]

                    Card {
                        id: money

                        required property var modelData

                        spacing: Theme.gap8
                        Layout.fillWidth: true
                        Layout.fillHeight: true
                        Layout.preferredWidth: 1

                        RowLayout {
                            Label {
                                text: money.modelData.title
                                muted: true
                                Layout.fillWidth: true
                            }
                            TrustBadge {
                                level: money.modelData.level
                            }
                        }
                        AmountLabel {
                            amount: money.modelData.amount
                            unit: "practice OPEN"
                            fullAmount: "7.984912345678901234 practice OPEN"
                            reason: "The round is still open"
                            practice: true
                            size: AmountLabel.Figure
                            Layout.fillWidth: true
                            Layout.maximumWidth: implicitWidth
                        }
                        RowLayout {
                            spacing: Theme.gap16

                            Label {
                                text: money.modelData.text
                                muted: true
                                Layout.fillWidth: true
                            }
                            Button {
                                visible: money.modelData.title === "Ready to claim"
                                variant: Button.Link
                                text: "Why this much?"
                            }
                            Button {
                                visible: money.modelData.title === "Ready to claim"
                                variant: Button.Primary
                                text: "Claim"
                            }
                        }
                    }
                }
            }
            RowLayout {
                spacing: Theme.gap16
                Layout.fillHeight: false

                Card {
                    title: "Needs you now"
                    spacing: 0
                    Layout.fillWidth: true
                    Layout.preferredWidth: 6
                    Layout.fillHeight: true
                    header: CountBadge {
                        text: "3"
                    }

                    Repeater {
                        model: [
                            {icon: "key", tone: Tone.Caution, title: "Write down your recovery words", text: "Before you set up for real. Takes two minutes.", button: "Start"},
                            {icon: "record", tone: Tone.Caution, title: "2 records came back from Computing terms", text: "As duplicates. The reasons and the evidence are inside.", button: "Read"},
                            {icon: "scales", tone: Tone.Accent, title: "1 review is waiting", text: "36 records in Everyday chemistry, until tomorrow 12:00", button: "Review"}
                        ]

                        ColumnLayout {
                            id: need

                            required property int index
                            required property var modelData

                            spacing: 0

                            Divider {
                                visible: need.index > 0
                                Layout.fillWidth: true
                            }
                            RowLayout {
                                spacing: Theme.gap12
                                Layout.topMargin: Theme.gap12
                                Layout.bottomMargin: Theme.gap8

                                IconTile {
                                    iconName: need.modelData.icon
                                    tone: need.modelData.tone
                                }
                                ColumnLayout {
                                    spacing: 0

                                    Label {
                                        text: need.modelData.title
                                        kind: Label.Strong
                                        Layout.fillWidth: true
                                    }
                                    Label {
                                        text: need.modelData.text
                                        muted: true
                                        Layout.fillWidth: true
                                    }
                                }
                                Button {
                                    text: need.modelData.button
                                }
                            }
                        }
                    }
                }
                Card {
                    title: "Your contributions"
                    Layout.fillWidth: true
                    Layout.preferredWidth: 5
                    Layout.fillHeight: true
                    header: TrustBadge {
                        level: "N"
                    }

                    StatRow {
                        iconName: "clock"
                        label: "In review"
                        value: "19"
                        share: 0.1
                        fill: Theme.caution
                    }
                    StatRow {
                        iconName: "check"
                        label: "Accepted"
                        value: "195"
                        share: 1
                    }
                    StatRow {
                        iconName: "book"
                        label: "Published"
                        value: "195"
                        share: 1
                    }
                    StatRow {
                        iconName: "chip"
                        label: "Trained on"
                        value: "172"
                        share: 0.88
                    }
                    Divider {
                        Layout.fillWidth: true
                    }
                    Label {
                        text: "One record passes through all five. It earns only when an answer uses it."
                        muted: true
                        wrapMode: Text.Wrap
                        Layout.fillWidth: true
                    }
                }
            }
        }
        Item {
            Layout.fillHeight: true
        }
    }
}

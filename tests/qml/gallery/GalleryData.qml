import QtQuick
import QtQuick.Layouts
import Datanet.Controls
import Datanet.Ui

Rectangle {
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

    implicitHeight: column.implicitHeight + 2 * Theme.gap24
    color: Theme.canvas

    ColumnLayout {
        id: column

        x: Theme.gap24
        y: Theme.gap24
        width: page.width - 2 * Theme.gap24
        spacing: Theme.gap24

        RowLayout {
            spacing: 0

            ColumnLayout {
                spacing: 0
                Layout.alignment: Qt.AlignTop

                RowLayout {
                    spacing: 0

                    TableHeaderCell {
                        implicitWidth: Theme.px(44)
                        sortable: false
                        resizable: false
                    }
                    TableHeaderCell {
                        text: "Term"
                        iconName: "text"
                        sorted: "down"
                        summary: "214 different"
                        bins: [1, 3, 8, 12, 16, 12, 8, 5, 2, 1]
                        implicitWidth: Theme.px(112)
                    }
                    TableHeaderCell {
                        text: "Definition"
                        iconName: "text"
                        summary: "8 to 41 words"
                        bins: [0, 1, 4, 10, 18, 22, 20, 14, 9, 5, 2, 1, 0]
                        Layout.fillWidth: true
                    }
                    TableHeaderCell {
                        text: "Kind"
                        iconName: "tag"
                        summary: "3 kinds"
                        bins: [150, 40, 24]
                        parts: true
                        selectedBin: 0
                        implicitWidth: Theme.px(96)
                    }
                    TableHeaderCell {
                        text: "First used"
                        iconName: "calendar"
                        summary: "1945 to 2018"
                        bins: [1, 1, 4, 7, 16, 11, 16, 20, 9, 5, 2]
                        implicitWidth: Theme.px(112)
                    }
                }
                Repeater {
                    model: [
                        {number: "23", term: "cache", definition: "A small, fast store that keeps copies of things used recently, so that they need not be fetched again.", year: "1968"},
                        {number: "48", term: "daemon", definition: "A program that waits in the background and does its work without being asked each time.", year: "1963", edited: true},
                        {number: "61", term: "driver", definition: "A program that lets the rest of the computer talk to one piece of equipment.", year: "", finding: "caution"},
                        {number: "84", term: "help line", definition: "The number people call when the network is down. Ours is 030 555 0142, from eight to six.", year: "", finding: "blocking"},
                        {number: "98", term: "phishing", definition: "A message that pretends to come from someone you trust, such as your bank, to make you give away a password or a card number and more.", year: "1996", selected: true, finding: "caution"},
                        {number: "101", term: "pixel", definition: "One dot of a picture on a screen.", year: "1965", hovered: true}
                    ]

                    RowLayout {
                        id: line

                        required property var modelData

                        spacing: 0

                        RowHeaderCell {
                            number: line.modelData.number
                            finding: line.modelData.finding ?? ""
                            selected: line.modelData.selected ?? false
                            hovered: line.modelData.hovered ?? false
                        }
                        TableCell {
                            text: line.modelData.term
                            strong: true
                            selected: line.modelData.selected ?? false
                            hovered: line.modelData.hovered ?? false
                            implicitWidth: Theme.px(112)
                        }
                        TableCell {
                            text: line.modelData.definition
                            edited: line.modelData.edited ?? false
                            selected: line.modelData.selected ?? false
                            hovered: line.modelData.hovered ?? false
                            Layout.fillWidth: true
                        }
                        TableCell {
                            selected: line.modelData.selected ?? false
                            hovered: line.modelData.hovered ?? false
                            implicitWidth: Theme.px(96)
                            content: Tag {
                                anchors.verticalCenter: parent.verticalCenter
                                text: "noun"
                            }
                        }
                        TableCell {
                            text: line.modelData.year
                            number: true
                            blank: line.modelData.year === ""
                            edited: line.modelData.edited ?? false
                            selected: line.modelData.selected ?? false
                            hovered: line.modelData.hovered ?? false
                            implicitWidth: Theme.px(112)
                        }
                    }
                }
            }
            SidePanel {
                Layout.fillHeight: true
                Layout.preferredWidth: Theme.sidePanel

                header: TabStrip {
                    tabs: [{text: "Findings", count: "9"}, {text: "Record"}, {text: "Statistics"}]
                    Layout.fillWidth: true
                }
                footer: Button {
                    text: "Run checks again"
                    iconName: "refresh"
                    Layout.fillWidth: true
                    Layout.margins: Theme.gap12
                }

                FindingRow {
                    title: "Phone number"
                    count: "1"
                    severity: "blocking"
                    detail: "Must be fixed before you can send."
                    expanded: true
                    Layout.fillWidth: true
                    fixes: [
                        Button {
                            size: Button.Small
                            text: "Hide number"
                        },
                        Button {
                            size: Button.Small
                            variant: Button.Quiet
                            text: "Leave out"
                        }
                    ]
                }
                FindingRow {
                    title: "Close to an accepted record"
                    count: "1"
                    severity: "caution"
                    Layout.fillWidth: true
                }
                FindingRow {
                    title: "Definition repeats the term"
                    count: "4"
                    severity: "note"
                    Layout.fillWidth: true
                }
            }
        }
        RowLayout {
            spacing: 0

            Rectangle {
                color: Theme.surface
                implicitWidth: Theme.px(272)
                implicitHeight: versions.implicitHeight
                Layout.alignment: Qt.AlignTop

                ColumnLayout {
                    id: versions

                    width: parent.width
                    spacing: 0

                    VersionRow {
                        title: "Version 5"
                        message: "Shorter definitions, 4 new words"
                        detail: "Mara, today 13:40"
                        side: "after"
                        first: true
                        Layout.fillWidth: true
                    }
                    VersionRow {
                        title: "Version 4"
                        message: "Took in Lena\u2019s corrections"
                        detail: "Mara, 18 Nov"
                        Layout.fillWidth: true
                    }
                    VersionRow {
                        title: "Version 3"
                        message: "Help desk words, second half"
                        detail: "Mara, 14 Nov"
                        side: "before"
                        Layout.fillWidth: true
                    }
                    VersionRow {
                        title: "Version 2"
                        message: "Duplicates left out"
                        detail: "Mara, 1 Oct"
                        published: true
                        last: true
                        Layout.fillWidth: true
                    }
                }
            }
            GridLayout {
                columns: 2
                rowSpacing: 0
                columnSpacing: 0
                Layout.alignment: Qt.AlignTop

                DiffCell {
                    change: "removed"
                    segments: [{text: "A ", mark: ""}, {text: "security system that stands", mark: "removed"}, {text: " between two networks. It lets through only the traffic that ", mark: ""}, {text: "is permitted by", mark: "removed"}, {text: " its rules.", mark: ""}]
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredWidth: 1
                }
                DiffCell {
                    change: "added"
                    segments: [{text: "A ", mark: ""}, {text: "guard", mark: "added"}, {text: " between two networks. It lets through only the traffic that its rules ", mark: ""}, {text: "allow", mark: "added"}, {text: ".", mark: ""}]
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredWidth: 1
                }
                DiffCell {
                    change: "absent"
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                }
                DiffCell {
                    change: "added"
                    segments: [{text: "A message that pretends to come from someone you trust.", mark: ""}]
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                }
                DiffCell {
                    segments: [{text: "A message that pretends to", mark: "same"}, {text: " come from someone you trust, ", mark: ""}, {text: "such as your bank", mark: "same"}, {text: ", call ", mark: ""}, {text: "030 555 0142", mark: "danger"}]
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.columnSpan: 2
                }
            }
        }
        Flow {
            spacing: Theme.gap4
            Layout.fillWidth: true

            Repeater {
                model: 19

                RecordSquare {
                    required property int index

                    number: index + 1
                    decision: index === 6 ? "excluded" : index < 11 ? "accepted" : "open"
                    current: index === 11
                }
            }
        }
        RowLayout {
            spacing: Theme.gap16

            Label {
                text: "Same wording"
                muted: true
            }
            Meter {
                value: 0.68
                mark: 0.8
                fill: Theme.caution
                implicitWidth: Theme.px(200)
            }
        }
        DecisionBar {
            Layout.fillWidth: true

            Button {
                size: Button.Large
                text: "Accept"
                iconName: "check"
                keyHint: "A"
            }
            Button {
                size: Button.Large
                text: "Exclude"
                iconName: "close"
                keyHint: "X"
            }
            Divider {
                vertical: true
                Layout.preferredHeight: Theme.gap24
            }
            IconButton {
                iconName: "chevron-left"
                name: "Previous record"
                keyHint: "K"
            }
            IconButton {
                iconName: "chevron-right"
                name: "Next record"
                keyHint: "J"
            }
            Item {
                Layout.fillWidth: true
            }
            ComboBox {
                size: Button.Large
                prefix: "Verdict"
                model: ["Accept in part"]
                implicitWidth: Theme.px(220)
            }
            Button {
                size: Button.Large
                variant: Button.Primary
                text: "Seal vote"
                iconName: "lock"
                enabled: false
            }
        }
        Rectangle {
            color: Theme.surface
            implicitHeight: queue.implicitHeight
            implicitWidth: Theme.px(288)

            ColumnLayout {
                id: queue

                width: parent.width
                spacing: 0

                Repeater {
                    model: [{name: "Pavel", risk: "High", tone: Tone.Danger}, {name: "Mara", risk: "Medium", tone: Tone.Caution}, {name: "Aiko", risk: "Low", tone: Tone.Neutral}]

                    ListRow {
                        id: item

                        required property int index
                        required property var modelData

                        on: item.index === 1
                        text: item.modelData.name
                        Layout.fillWidth: true

                        Identicon {
                            address: item.modelData.name
                            Layout.alignment: Qt.AlignTop
                        }
                        ColumnLayout {
                            spacing: 0

                            RowLayout {
                                Label {
                                    text: item.modelData.name
                                    kind: Label.Strong
                                    Layout.fillWidth: true
                                }
                                Tag {
                                    text: item.modelData.risk
                                    tone: item.modelData.tone
                                    iconName: item.index < 2 ? "warning" : ""
                                }
                            }
                            Label {
                                text: "Web words 2025"
                            }
                            Label {
                                text: "240 records, 61 close to others"
                                muted: true
                            }
                        }
                    }
                }
            }
        }
    }
}

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
        spacing: Theme.gap16

        Card {
            title: "Buttons"
            Layout.fillWidth: true

            Repeater {
                model: [Button.Medium, Button.Small, Button.Large]

                Flow {
                    id: line

                    required property int modelData

                    spacing: Theme.gap12
                    Layout.fillWidth: true

                    Button {
                        size: line.modelData
                        variant: Button.Primary
                        text: "Send for review"
                        iconName: "send"
                    }
                    Button {
                        size: line.modelData
                        variant: Button.Primary
                        text: "Send 19 records"
                        keyHint: "Ctrl \u21B5"
                        focus: line.modelData === Button.Medium
                    }
                    Button {
                        size: line.modelData
                        text: "Save version"
                        iconName: "save"
                    }
                    Button {
                        size: line.modelData
                        text: "Accept"
                        iconName: "check"
                        keyHint: "A"
                    }
                    Button {
                        size: line.modelData
                        variant: Button.Quiet
                        text: "Leave out"
                    }
                    Button {
                        size: line.modelData
                        variant: Button.Link
                        text: "Why this much?"
                    }
                    Button {
                        size: line.modelData
                        variant: Button.Primary
                        text: "Seal vote"
                        iconName: "lock"
                        enabled: false
                    }
                    Button {
                        size: line.modelData
                        text: "Not now"
                        enabled: false
                    }
                    Button {
                        size: line.modelData
                        text: "Delete"
                        iconName: "trash"
                        danger: true
                    }
                    Button {
                        size: line.modelData
                        text: "Checking"
                        busy: true
                    }
                    IconButton {
                        size: line.modelData
                        iconName: "undo"
                        name: "Undo"
                    }
                    MenuButton {
                        size: line.modelData
                        text: "More"
                    }
                }
            }
        }
        Card {
            title: "Fields"
            Layout.fillWidth: true

            Flow {
                spacing: Theme.gap24
                Layout.fillWidth: true

                Field {
                    label: "Name"
                    hint: "What others will see"
                    width: Theme.px(240)

                    TextField {
                        text: "Help desk words"
                        Layout.fillWidth: true
                    }
                }
                Field {
                    label: "Licence"
                    error: "Choose a licence before you send."
                    width: Theme.px(240)

                    TextField {
                        placeholderText: "CC BY 4.0"
                        error: "Choose a licence"
                        Layout.fillWidth: true
                    }
                }
                Field {
                    label: "Order"
                    width: Theme.px(200)

                    ComboBox {
                        model: ["In order", "By risk"]
                        iconName: "sort"
                        Layout.fillWidth: true
                    }
                }
                Field {
                    label: "Search"
                    width: Theme.px(240)

                    SearchField {
                        placeholderText: "A word or an expression"
                        Layout.fillWidth: true
                    }
                }
                Field {
                    label: "Why"
                    width: Theme.px(320)

                    TextArea {
                        placeholderText: "In your own words"
                        Layout.fillWidth: true
                    }
                }
                ColumnLayout {
                    spacing: Theme.gap12

                    CheckBox {
                        text: "I may share these."
                        detail: "I wrote them, or I have the right to share them."
                        checked: true
                    }
                    CheckBox {
                        text: "Leave out duplicates"
                    }
                    CheckBox {
                        text: "Some of them"
                        checkState: Qt.PartiallyChecked
                        tristate: true
                    }
                    Switch {
                        text: "Show hashes"
                        checked: true
                    }
                    Switch {
                        text: "Reduce motion"
                    }
                }
                RadioCard {
                    width: Theme.px(300)
                    text: "Computing terms"
                    detail: "Short definitions of words used with computers."
                    iconName: "layers"
                    checked: true
                }
                RadioCard {
                    width: Theme.px(300)
                    text: "Everyday chemistry"
                    detail: "What is in the kitchen, and why it does what it does."
                }
            }
        }
        Card {
            title: "Switches and tabs"
            Layout.fillWidth: true

            Flow {
                spacing: Theme.gap24
                Layout.fillWidth: true

                SegmentedSwitch {
                    segments: [{text: "Table", iconName: "table"}, {text: "Card", iconName: "record"}]
                }
                SegmentedSwitch {
                    segments: [{text: "differences", count: "18"}, {text: "changed", count: "12", iconName: "pencil", iconColor: Theme.caution}, {text: "added", count: "4", iconName: "plus", iconColor: Theme.positive}, {text: "removed", count: "2", iconName: "minus", iconColor: Theme.danger}]
                }
                TabStrip {
                    tabs: [{text: "Findings", count: "9"}, {text: "Record"}, {text: "Statistics"}]
                }
            }
        }
        Card {
            title: "Tags, chips, keys"
            Layout.fillWidth: true

            Flow {
                spacing: Theme.gap12
                Layout.fillWidth: true

                Tag {
                    text: "main"
                    iconName: "branch"
                }
                Tag {
                    text: "7 unsaved changes"
                    iconName: "pencil"
                    tone: Tone.Caution
                }
                Tag {
                    text: "Published"
                    tone: Tone.Positive
                }
                Tag {
                    text: "Removed"
                    tone: Tone.Danger
                }
                Tag {
                    text: "Sealed"
                    iconName: "lock"
                    tone: Tone.Accent
                }
                Tag {
                    text: "program"
                }
                Chip {
                    text: "Kind: noun"
                    selected: true
                    removable: true
                }
                Chip {
                    text: "Filter"
                    iconName: "plus"
                }
                Chip {
                    text: "Near-duplicate"
                    iconName: "check"
                    selected: true
                }
                Chip {
                    text: "Off topic"
                }
                KeyHint {
                    text: "Ctrl"
                }
                KeyHint {
                    text: "K"
                }
                CountBadge {
                    text: "3"
                }
                CountBadge {
                    text: "1"
                    round: true
                }
                NumberDot {
                    text: "1"
                }
                IconTile {
                    iconName: "key"
                    tone: Tone.Caution
                }
                IconTile {
                    iconName: "send"
                    round: true
                    size: Theme.px(24)
                }
            }
        }
        Card {
            title: "Trust"
            Layout.fillWidth: true

            Flow {
                spacing: Theme.gap24
                Layout.fillWidth: true

                Repeater {
                    model: ["0", "1", "2", "3", "4", "N", "X", "?"]

                    TrustBadge {
                        required property string modelData

                        level: modelData
                    }
                }
            }
            Flow {
                spacing: Theme.gap24
                Layout.fillWidth: true

                Repeater {
                    model: ["0", "1", "2", "3", "4", "N", "X", "?"]

                    TrustBadge {
                        required property string modelData

                        level: modelData
                        compact: true
                        iconSize: Theme.px(48)
                        height: Theme.px(48)
                    }
                }
            }
        }
        Card {
            title: "Amounts and addresses"
            Layout.fillWidth: true

            Flow {
                spacing: Theme.gap24
                Layout.fillWidth: true

                AmountLabel {
                    amount: "94.1203"
                    unit: "OPEN"
                    practice: true
                }
                AmountLabel {
                    amount: "12.4031"
                    unit: "OPEN"
                }
                AmountLabel {
                    amount: "0.1904"
                    unit: "practice OPEN"
                    practice: true
                    size: AmountLabel.Title
                }
                AmountLabel {
                    amount: "12.4031"
                    unit: "OPEN"
                    size: AmountLabel.Figure
                }
                AmountLabel {
                    unit: "OPEN"
                    reason: "This network keeps no proof of it"
                }
            }
            Flow {
                spacing: Theme.gap32
                Layout.fillWidth: true

                AddressLabel {
                    address: "0xd48C6c588F9a21165DD21fBcCc19588d42016C92"
                }
                AddressLabel {
                    address: "0x45569Da57f4B7BF4700018E4a864ef4781451cAE"
                    name: "Mara, phone"
                    whole: true
                }
                Repeater {
                    model: ["0x01", "0x02", "0x03", "0x04", "0x05", "0x06", "0x07", "0x08"]

                    Identicon {
                        required property string modelData

                        address: modelData
                        size: Theme.px(32)
                    }
                }
            }
            CodeBlock {
                text: "4932 d4c6 c055 ab0a 66bf 4a34 af89 97c7\nb686 0215 2c8c 9c16 992c 8b04 3f35 3840"
            }
        }
        Card {
            title: "Words"
            Layout.fillWidth: true

            Repeater {
                model: [Label.Body, Label.Strong, Label.Lead, Label.Title, Label.Heading, Label.Figure, Label.Mono]

                Label {
                    required property int modelData

                    text: "Send 19 records for review, 0123456789, 1.1111 and 8.8888"
                    kind: modelData
                    Layout.fillWidth: true
                }
            }
        }
        Card {
            title: "Icons"
            Layout.fillWidth: true

            Flow {
                spacing: Theme.gap16
                Layout.fillWidth: true

                Repeater {
                    model: "home table layers chat wallet settings search plus minus close check chevron-up chevron-down chevron-left chevron-right arrow-right arrow-left clock book chip send save upload file record scales key globe moon sun lock undo redo branch pencil filter columns tag text number calendar sound image play pause stop ban warning info error help refresh copy eye eye-off history qr sort hourglass trash folder external server user users more return link merge flag archive network side-by-side shield spinner logo".split(" ")

                    Icon {
                        required property string modelData

                        name: modelData
                        size: Theme.px(28)
                        color: Theme.ink
                    }
                }
            }
        }
    }
}

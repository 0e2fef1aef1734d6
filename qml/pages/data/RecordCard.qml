import QtQuick
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// One record, laid out to be read and decided about.
Rectangle {
    id: card

    required property Labelling labelling
    readonly property var record: card.labelling.card
    readonly property var media: card.record.media ?? {}
    readonly property bool whole: card.labelling.kind === "form"
    readonly property bool written: !card.whole && card.labelling.labelRow >= 0 && card.labelling.choices.length === 0
    readonly property int inner: card.width - 2 * Theme.gap24

    function focusField() {
        if (card.whole)
            (form.item as RecordPanel).focusField();
        else if (card.written)
            answer.area.forceActiveFocus(Qt.TabFocusReason);
    }

    height: column.height + 2 * Theme.gap24
    radius: Theme.radiusCard
    color: Theme.raised
    border.width: Theme.line1
    border.color: Theme.line
    Accessible.role: Accessible.Grouping
    Accessible.name: card.labelling.placeText

    Column {
        id: column

        x: Theme.gap24
        y: Theme.gap24
        width: card.inner
        spacing: Theme.gap16

        Item {
            width: card.inner
            height: Theme.tag

            Label {
                objectName: "cardPlace"
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - state.width - Theme.gap12
                text: card.labelling.placeText
                muted: true
            }
            Tag {
                id: state

                objectName: "cardState"
                anchors.right: parent.right
                tone: card.labelling.state === "done" ? Tone.Positive : card.labelling.state === "draft" ? Tone.Caution : Tone.Neutral
                iconName: card.labelling.state === "done" ? "check" : card.labelling.state === "draft" ? "pencil" : card.labelling.state === "skipped" ? "arrow-right" : ""
                text: {
                    switch (card.labelling.state) {
                    case "done":
                        //: How far a record is
                        return qsTr("Done");
                    case "draft":
                        //: How far a record is
                        return qsTr("Draft");
                    case "skipped":
                        //: How far a record is
                        return qsTr("Skipped");
                    default:
                        //: How far a record is
                        return qsTr("To do");
                    }
                }
            }
        }
        Label {
            visible: !card.whole && text !== "" && !(card.labelling.kind === "dialogue" && text.startsWith("[")) && !shown.text.startsWith(text.replace("\u2026", ""))
            width: card.inner
            text: card.record.name ?? ""
            kind: Label.Title
            wrapMode: Text.Wrap
            maximumLineCount: 3
        }
        MediaPicture {
            id: picture

            visible: card.media.kind === "picture"
            width: card.inner
            tallest: Theme.px(420)
            height: visible ? picture.failed ? Theme.px(96) : Math.min(tallest, Math.round(card.inner * (card.media.ratio || 1))) : 0
            address: visible ? card.media.address : ""
            name: card.media.name ?? ""
        }
        MediaTrouble {
            visible: picture.problem !== ""
            width: card.inner
            title: qsTr("This picture can't be shown")
            text: picture.problem
        }
        Loader {
            active: card.media.kind === "sound"
            visible: active
            width: card.inner

            sourceComponent: SoundBar {
                address: card.media.address ?? "" // qmllint disable unqualified
                facts: card.media.facts ?? "" // qmllint disable unqualified
            }
        }
        Label {
            id: shown

            objectName: "cardText"
            visible: text !== ""
            width: card.inner
            text: card.record.shown ?? ""
            kind: Label.Lead
            wrapMode: Text.Wrap
            Accessible.name: text
        }
        Repeater {
            model: card.whole ? [] : card.record.turns ?? []

            Column {
                id: turn

                required property int index
                required property var modelData

                width: card.inner // qmllint disable unqualified
                spacing: Theme.gap4

                Label {
                    visible: text !== ""
                    width: parent.width
                    text: turn.modelData.who
                    kind: Label.Strong
                    color: Theme.accentText
                }
                Label {
                    width: parent.width
                    text: turn.modelData.text
                    kind: Label.Lead
                    wrapMode: Text.Wrap
                }
            }
        }
        Column {
            visible: card.written
            width: card.inner
            spacing: Theme.gap4

            Label {
                width: parent.width
                text: card.labelling.fieldTitle
                kind: Label.Strong
            }
            TextArea {
                id: answer

                objectName: "cardAnswer"
                width: parent.width
                lines: 5
                name: card.labelling.fieldTitle
                //: In the field in which the answer or caption of a record is written; W is a key
                placeholderText: qsTr("Press W to write here")
                area.onTextChanged: if (answer.area.activeFocus)
                    card.labelling.form.setText(card.labelling.labelRow, answer.area.text)

                // Typing breaks a binding.
                Binding on text {
                    value: card.labelling.label
                    when: !answer.area.activeFocus
                    restoreMode: Binding.RestoreNone // else the text of the record before
                }
                Connections {
                    target: card.labelling

                    function onCardChanged() {
                        if (answer.text !== card.labelling.label)
                            answer.text = card.labelling.label;
                    }
                }
            }
        }
        Loader {
            id: form

            active: card.whole
            visible: active
            // The panel has margins of its own.
            x: -Theme.gap16
            width: card.inner + 2 * Theme.gap16

            sourceComponent: RecordPanel {
                form: card.labelling.form // qmllint disable unqualified
            }
        }
        Divider {
            visible: !card.whole && facts.count > 0
            width: card.inner
        }
        Repeater {
            id: facts

            model: card.whole ? [] : card.record.facts ?? []

            Item {
                id: fact

                required property var modelData

                width: card.inner // qmllint disable unqualified
                height: value.height

                Label {
                    id: title

                    width: Theme.px(120)
                    text: fact.modelData.title
                    muted: true
                }
                Label {
                    id: value

                    anchors.left: title.right
                    anchors.leftMargin: Theme.gap12
                    anchors.right: parent.right
                    text: fact.modelData.text
                    wrapMode: Text.Wrap
                    maximumLineCount: 4
                }
            }
        }
    }
}

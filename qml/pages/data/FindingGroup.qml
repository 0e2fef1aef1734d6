import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Datanet.App
import Datanet.Controls
import Datanet.Ui

FindingRow {
    id: group

    required property int index
    required property string rule
    required property string advice
    required property string countText
    required property string fixText
    required property string leaveOutText
    required property string editText
    required property var examples
    required property string moreText
    required title
    required severity
    required property RecordChecks checks
    property bool busy: false

    signal editRequested(real position, string field)

    count: group.countText
    detail: group.advice
    expanded: group.index === 0 || group.severity === "blocking"

    fixes: [
        Button {
            visible: text !== ""
            text: group.fixText
            size: Button.Small
            enabled: !group.busy
            onClicked: group.checks.fix(group.rule, false)
        },
        Button {
            visible: text !== ""
            text: group.leaveOutText
            size: Button.Small
            variant: Button.Quiet
            enabled: !group.busy
            onClicked: group.checks.fix(group.rule, true)
        },
        Button {
            visible: text !== "" && group.examples.length > 0 && group.examples[0].position >= 0
            text: group.editText
            size: Button.Small
            variant: Button.Quiet
            enabled: !group.busy
            onClicked: group.editRequested(group.examples[0].position, group.examples[0].field)
        },
        Item {
            Layout.fillWidth: true
        }
    ]

    Repeater {
        model: group.examples

        T.AbstractButton {
            id: example

            required property var modelData

            hoverEnabled: true
            focusPolicy: Qt.StrongFocus
            text: example.modelData.name
            Accessible.role: Accessible.Link
            Accessible.name: example.modelData.name
            Accessible.description: example.modelData.sentence
            Layout.fillWidth: true
            implicitHeight: words.implicitHeight + 2 * Theme.gap8
            onClicked: group.checks.goTo(example.modelData.position, example.modelData.field) // qmllint disable unqualified

            Keys.onReturnPressed: example.clicked()

            background: Rectangle {
                radius: Theme.radiusControl
                color: example.hovered ? Theme.hover : Theme.raised
                border.width: Theme.line1
                border.color: Theme.line

                FocusRing {
                    shown: example.visualFocus
                }
            }
            contentItem: Item {
                ColumnLayout {
                    id: words

                    y: Theme.gap8
                    x: Theme.gap12
                    width: parent.width - 2 * Theme.gap12
                    spacing: 0

                    Row {
                        visible: example.modelData.pictures.length > 0
                        spacing: Theme.gap8
                        Layout.bottomMargin: Theme.gap8

                        Repeater {
                            model: example.modelData.pictures

                            MediaPicture {
                                required property string modelData

                                width: Theme.px(112)
                                height: Theme.px(84)
                                address: modelData
                                align: Image.AlignLeft
                            }
                        }
                    }
                    Label {
                        text: example.modelData.name
                        kind: Label.Strong
                        Layout.fillWidth: true
                    }
                    Label {
                        text: example.modelData.sentence
                        muted: true
                        wrapMode: Text.Wrap
                        Layout.fillWidth: true
                    }
                }
            }
        }
    }
    Button {
        visible: text !== ""
        text: group.moreText
        size: Button.Small
        variant: Button.Quiet
        onClicked: group.checks.showMore(group.rule)
    }
}

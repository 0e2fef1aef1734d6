import QtQuick
import QtQuick.Layouts
import Datanet.Controls

Sheet {
    id: sheet

    property string level
    property string explanation
    property string block
    // Each: { words, detail, exact: [{ words, hash }] }
    property var steps: []

    //: Title of the panel that says how a value is known
    subtitle: qsTr("How do we know?")
    primaryText: ""
    //: Closes the panel "How do we know?"
    cancelText: qsTr("Close")

    RowLayout {
        spacing: Theme.gap12
        Layout.fillWidth: true

        TrustBadge {
            explained: false
            level: sheet.level
        }
        Label {
            text: sheet.block
            muted: true
            Layout.fillWidth: true
        }
    }
    Label {
        text: sheet.explanation
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    Column {
        id: rows

        visible: sheet.steps.length > 0
        spacing: Theme.gap16
        Layout.fillWidth: true

        Repeater {
            model: sheet.steps

            RowLayout {
                id: step

                required property int index
                required property var modelData

                spacing: Theme.gap12
                width: rows.width // qmllint disable unqualified

                NumberDot {
                    text: step.index + 1
                    Layout.alignment: Qt.AlignTop
                }
                ColumnLayout {
                    spacing: Theme.gap4
                    Layout.fillWidth: true

                    Label {
                        text: step.modelData.words
                        kind: step.modelData.detail ? Label.Strong : Label.Body
                        wrapMode: Text.Wrap
                        Layout.fillWidth: true
                    }
                    Label {
                        visible: text !== ""
                        text: step.modelData.detail ?? ""
                        muted: true
                        wrapMode: Text.Wrap
                        Layout.fillWidth: true
                    }
                    Repeater {
                        model: hashes.open ? step.modelData.exact ?? [] : [] // qmllint disable unqualified

                        CodeBlock {
                            required property var modelData

                            text: [modelData.words, modelData.hash].filter(part => part !== "").join("\n")
                            wraps: true
                            Layout.fillWidth: true
                        }
                    }
                }
            }
        }
    }
    Disclosure {
        id: hashes

        visible: sheet.steps.length > 0
        //: Shows what exactly was done in each step of "How do we know?", with hashes
        text: hashes.open ? qsTr("Hide hashes") : qsTr("Show hashes")
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.Controls

// The datanet's rules beside a submission: those under which it was sent.
SidePanel {
    id: panel

    property var submission: ({})

    //: Panel with the rules of a datanet
    title: qsTr("Guidelines")
    closable: true

    ColumnLayout {
        spacing: Theme.gap12
        Layout.fillWidth: true
        Layout.leftMargin: panel.inset
        Layout.rightMargin: panel.inset
        Layout.bottomMargin: Theme.gap16

        Label {
            visible: text !== ""
            text: panel.submission.purpose ?? ""
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        Repeater {
            model: panel.submission.rules ?? []

            RowLayout {
                id: rule

                required property int index
                required property string modelData

                spacing: Theme.gap8
                Layout.fillWidth: true

                NumberDot {
                    text: rule.index + 1
                    Layout.alignment: Qt.AlignTop
                }
                Label {
                    text: rule.modelData
                    wrapMode: Text.Wrap
                    Layout.fillWidth: true
                }
            }
        }
        Label {
            visible: text !== ""
            text: panel.submission.instructions ?? ""
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        RulesExampleList {
            examples: panel.submission.goodExamples ?? []
            good: true
            Layout.fillWidth: true
        }
        RulesExampleList {
            examples: panel.submission.badExamples ?? []
            good: false
            Layout.fillWidth: true
        }
        Divider {
            Layout.fillWidth: true
        }
        Label {
            //: The licence of a datanet
            text: qsTr("Licence: %1").arg(panel.submission.licence ?? "")
            muted: true
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        Label {
            //: From this similarity on a record counts as the same as another
            text: qsTr("Too close to another record: from %1 % the same wording").arg(panel.submission.nearDuplicatePercent ?? 0)
            muted: true
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
    }
}

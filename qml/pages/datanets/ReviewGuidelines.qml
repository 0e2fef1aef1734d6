import QtQuick
import QtQuick.Layouts
import Datanet.Controls
import Datanet.Ui

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

        GuidelineList {
            purpose: panel.submission.purpose ?? ""
            rules: panel.submission.rules ?? []
            instructions: panel.submission.instructions ?? ""
            goodExamples: panel.submission.goodExamples ?? []
            badExamples: panel.submission.badExamples ?? []
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

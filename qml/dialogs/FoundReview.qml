import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// Second step of founding a datanet: its rules.
ColumnLayout {
    id: step

    required property DatanetFounding founding

    spacing: Theme.gap16
    Component.onCompleted: rules.takeFocus()

    FoundField {
        id: rules

        founding: step.founding
        part: "rules"
        lines: 5
        //: Rules of a datanet, in plain words
        label: qsTr("Rules for contributors")
        hint: qsTr("One a line, five at most. Everybody reads them before sending.")
        //: Example of a rule of a datanet
        placeholder: qsTr("One term is one record.")
        Layout.fillWidth: true
    }
    FoundField {
        founding: step.founding
        part: "instructions"
        lines: 3
        //: What the owner of a datanet tells its reviewers
        label: qsTr("To reviewers")
        Layout.fillWidth: true
    }
    RowLayout {
        spacing: Theme.gap16
        Layout.fillWidth: true

        FoundField {
            founding: step.founding
            part: "nearDuplicate"
            //: From this similarity on a record counts as a copy
            label: qsTr("A copy, from % same words")
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignBottom
        }
        FoundField {
            founding: step.founding
            part: "minimumAccepted"
            //: With fewer good records than these, a contributor is asked to change the others first
            label: qsTr("Ask for changes below, %")
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignBottom
        }
        FoundField {
            founding: step.founding
            part: "mostRecords"
            //: Records that can be sent to a datanet at once
            label: qsTr("Most records at once")
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignBottom
        }
    }
    Label {
        text: qsTr("All checks run as they come. Which of them count, and examples of good and bad records, can be set once the datanet is there.")
        muted: true
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
}

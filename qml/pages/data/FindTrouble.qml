import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// What is wrong with the expression above, and where.
RowLayout {
    id: trouble

    required property RecordFinder finder

    visible: trouble.finder.problem !== "" || trouble.finder.finding.failed
    spacing: Theme.gap8

    Icon {
        name: "error"
        color: Theme.danger
        Layout.alignment: Qt.AlignTop
        Layout.topMargin: 2
    }
    Label {
        readonly property string place: {
            const start = trouble.finder.text.slice(trouble.finder.problemAt, trouble.finder.problemAt + 12);
            //: Where an expression stops making sense: %1 is what is wrong, %2 the words there
            return start.trim() !== "" ? qsTr("At “%2”: %1").arg(trouble.finder.problem).arg(start) : trouble.finder.problem;
        }

        text: trouble.finder.problem === "" ? trouble.finder.finding.errorTitle + " " + trouble.finder.finding.errorDetail : trouble.finder.problemHint === "" ? place : place + " – " + trouble.finder.problemHint
        color: Theme.danger
        wrapMode: Text.Wrap
        maximumLineCount: 3
        Layout.fillWidth: true
        Accessible.role: Accessible.AlertMessage
        Accessible.name: text
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.Controls

// What one source would earn of an answer, line by line.
Sheet {
    id: sheet

    property var lines: [] // each { words, value }
    property var source: ({})
    property string unit
    property bool practice: false

    //: Title of the arithmetic behind an amount; %1 is the name of a record
    title: qsTr("What %1 would earn").arg(sheet.source.name ?? "")
    primaryText: ""
    //: Closes a sheet
    cancelText: qsTr("Close")

    component Line: RowLayout {
        id: line

        property string words
        property string value
        property bool strong: false
        property string unit
        property bool practice: false

        spacing: Theme.gap16
        Layout.fillWidth: true

        Label {
            text: line.words
            kind: line.strong ? Label.Strong : Label.Body
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        AmountLabel {
            amount: line.value
            unit: line.unit
            practice: line.practice
        }
    }

    Column {
        id: sums

        spacing: Theme.gap16
        Layout.fillWidth: true

        Repeater {
            model: sheet.lines

            Line {
                required property var modelData

                width: sums.width // qmllint disable unqualified
                words: modelData.words
                value: modelData.value
                unit: sheet.unit // qmllint disable unqualified
                practice: sheet.practice // qmllint disable unqualified
            }
        }
    }
    Divider {
        Layout.fillWidth: true
    }
    Line {
        //: Last line of the arithmetic; %1 is a share such as 38.2 %
        words: qsTr("The weight of this record is %1, so it would get, rounded down").arg(sheet.source.share ?? "")
        value: sheet.source.earnsExact ?? ""
        unit: sheet.unit
        practice: sheet.practice
        strong: true
    }
    Label {
        text: qsTr("It counts when the payout round is final. Texts that are published until the round is settled can still change the weights.")
        muted: true
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
}

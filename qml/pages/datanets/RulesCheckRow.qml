import QtQuick
import Datanet.Controls

// One check as a datanet uses it.
Item {
    id: row

    property var check: ({})
    readonly property string weight: row.check.excludes ? qsTr("%1, and the record is left out").arg(row.check.useText ?? "") : row.check.useText ?? ""

    implicitHeight: words.implicitHeight

    SeverityIcon {
        id: mark

        y: Theme.px(2)
        severity: row.check.severity ?? "note"
    }
    Column {
        id: words

        anchors.left: mark.right
        anchors.leftMargin: Theme.gap12
        anchors.right: parent.right

        Label {
            width: parent.width
            text: row.check.title ?? ""
            kind: Label.Strong
            wrapMode: Text.Wrap
        }
        Label {
            width: parent.width
            //: How a datanet uses a check; %1 is the use, %2 are its numbers
            text: (row.check.numbers ?? "") === "" ? row.weight : qsTr("%1. %2").arg(row.weight).arg(row.check.numbers)
            wrapMode: Text.Wrap
        }
        Label {
            width: parent.width
            text: row.check.explanation ?? ""
            muted: true
            wrapMode: Text.Wrap
        }
    }
}

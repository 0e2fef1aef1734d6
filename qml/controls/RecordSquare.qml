import QtQuick
import QtQuick.Templates as T
import Datanet.Controls

T.AbstractButton {
    id: square

    property string number
    // "open", "accepted" or "excluded"
    property string decision: "open"
    property bool current: false
    // Of the worst finding about it: "", "note", "caution" or "blocking"
    property string severity

    readonly property string word: {
        switch (square.decision) {
        case "accepted":
            //: What was decided about a record
            return qsTr("accepted");
        case "excluded":
            //: What was decided about a record
            return qsTr("excluded");
        default:
            //: Nothing was decided about a record yet
            return qsTr("open");
        }
    }

    readonly property bool flagged: square.severity === "caution" || square.severity === "blocking"

    implicitWidth: Math.max(Theme.recordSquare, label.implicitWidth + Theme.gap8)
    implicitHeight: Theme.recordSquare
    hoverEnabled: true
    focusPolicy: Qt.TabFocus
    Accessible.role: Accessible.Button
    //: A record in a review, said by a screen reader; %1 its number, %2 what was decided
    Accessible.name: square.flagged ? qsTr("Record %1, %2, with a finding").arg(square.number).arg(square.word) : qsTr("Record %1, %2").arg(square.number).arg(square.word)
    Accessible.selected: square.current

    Keys.onReturnPressed: square.clicked()

    background: Rectangle {
        radius: Theme.radiusChip
        color: square.decision === "accepted" ? Theme.positiveSoft : square.decision === "excluded" ? Theme.dangerSoft : square.hovered ? Theme.hover : Theme.raised
        border.width: square.current ? Theme.focusWidth : square.decision === "open" ? Theme.line1 : 0
        border.color: square.current ? Theme.accent : Theme.line

        FocusRing {
            targetRadius: Theme.radiusChip
            shown: square.visualFocus
        }
    }
    contentItem: Item {
        Text {
            id: label

            anchors.centerIn: parent
            visible: square.decision === "open"
            text: square.number
            textFormat: Text.PlainText
            color: square.current ? Theme.accentText : Theme.muted
            font.pixelSize: Theme.bodySize
            font.weight: square.current ? Font.DemiBold : Font.Normal
        }
        Icon {
            anchors.centerIn: parent
            visible: square.decision !== "open"
            name: square.decision === "accepted" ? "check" : "close"
            color: square.decision === "accepted" ? Theme.positive : Theme.danger
            size: Theme.px(15)
        }
        // In the corner, half outside.
        Rectangle {
            visible: square.flagged
            x: parent.width - width / 2 - Theme.gap4
            y: -height / 2 + Theme.gap4
            width: Theme.px(14)
            height: width
            radius: width / 2
            color: Theme.raised

            SeverityIcon {
                anchors.centerIn: parent
                severity: square.severity
                size: Theme.px(11)
            }
        }
    }
}

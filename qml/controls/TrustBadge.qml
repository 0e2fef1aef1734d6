import QtQuick
import QtQuick.Templates as T
import QtQuick.Layouts
import Datanet.Controls

T.AbstractButton {
    id: badge

    // How a value is known: 0 1 2 3 4 N X or ?
    property string level: "?"
    property bool compact: false
    // Whether pressing it opens the explanation; without one it is a mark, not a button.
    property bool explained: true
    property bool dimmed: false
    property int iconSize: Theme.icon

    readonly property string word: {
        switch (badge.level) {
        case "0":
            //: Trust badge: one server said so
            return qsTr("Not checked");
        case "1":
        case "2":
        case "3":
            //: Trust badge: proven up to a point
            return qsTr("Partly checked");
        case "4":
        case "N":
            //: Trust badge: proven as far as it goes, or read from the user's own node
            return qsTr("Fully checked");
        case "X":
            //: Trust badge: a check failed, the value is not used
            return qsTr("Does not match");
        default:
            //: Trust badge: the server has no proof to give
            return qsTr("Cannot be checked now");
        }
    }
    readonly property string shape: {
        switch (badge.level) {
        case "0":
        case "1":
        case "2":
        case "3":
        case "4":
            return "trust-" + badge.level;
        case "N":
            return "trust-n";
        case "X":
            return "trust-x";
        default:
            return "trust-unknown";
        }
    }
    readonly property color tint: badge.dimmed ? Theme.lineStrong : Theme.trustColor(badge.level)

    implicitHeight: Theme.tag
    implicitWidth: badge.compact ? badge.iconSize : row.implicitWidth
    hoverEnabled: true
    focusPolicy: badge.explained ? Qt.TabFocus : Qt.NoFocus
    font: Fonts.sized(Theme.bodySize)
    Accessible.role: badge.explained ? Accessible.Button : Accessible.StaticText
    Accessible.name: badge.word
    //: Said by a screen reader: what pressing the trust badge does
    Accessible.description: badge.explained ? qsTr("How do we know?") : ""

    Keys.onReturnPressed: badge.clicked()

    contentItem: Item {
        RowLayout {
            id: row

            anchors.verticalCenter: parent.verticalCenter
            width: parent.width
            spacing: Theme.gap4

            Icon {
                name: badge.shape
                color: badge.tint
                size: badge.iconSize
            }
            Text {
                visible: !badge.compact
                text: badge.word
                textFormat: Text.PlainText
                color: badge.tint
                elide: Text.ElideRight
                font.pixelSize: Theme.bodySize
                font.weight: badge.level === "0" || badge.level === "?" ? Font.Normal : Font.Medium
                font.underline: badge.hovered && badge.explained
                Layout.fillWidth: true
            }
        }
    }
    background: Item {
        FocusRing {
            targetRadius: Theme.radiusChip
            shown: badge.visualFocus
        }
    }
    HoverHandler {
        enabled: badge.explained
        cursorShape: Qt.PointingHandCursor
    }
    HoverTip {
        //: Tooltip of the trust badge; %1 is its word, such as "Fully checked"
        text: badge.explained ? qsTr("%1. How do we know?").arg(badge.word) : badge.word
        shown: (badge.hovered || badge.visualFocus) && (badge.explained || badge.compact)
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.Controls

// What a bar stands for.
Rectangle {
    id: tip

    property var round: ({})
    property string coin
    property bool practice: false

    width: column.implicitWidth + 2 * Theme.gap12
    height: column.implicitHeight + 2 * Theme.gap8
    radius: Theme.radiusControl
    color: Theme.raised
    border.width: Theme.line1
    border.color: Theme.line

    Shadow {
        radius: Theme.radiusControl
    }
    ColumnLayout {
        id: column

        x: Theme.gap12
        y: Theme.gap8
        spacing: Theme.gap4

        RowLayout {
            spacing: Theme.gap8

            AmountLabel {
                amount: tip.round.exact ?? ""
                unit: tip.coin
                reason: tip.round.reason ?? ""
                practice: tip.practice
            }
            TrustBadge {
                visible: level !== ""
                level: tip.round.level ?? ""
                explained: false
                compact: true
            }
        }
        Label {
            text: [tip.round.title ?? "", tip.round.modelTitle ?? ""].join(", ")
        }
        Label {
            text: tip.round.detail ?? ""
            muted: true
        }
    }
}

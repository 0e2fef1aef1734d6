import QtQuick
import Datanet.Controls

// One version of a datanet's rules, and what was new in it.
Column {
    id: row

    property var version: ({})

    spacing: Theme.gap8

    Item {
        width: row.width
        implicitHeight: Math.max(title.implicitHeight, badge.implicitHeight)

        Label {
            id: title

            anchors.left: parent.left
            anchors.right: badge.left
            anchors.rightMargin: Theme.gap12
            //: A version of rules, and since when it holds
            text: qsTr("%1, since %2").arg(row.version.title ?? "").arg(row.version.detail ?? "")
            kind: Label.Strong
            wrapMode: Text.Wrap
        }
        TrustBadge {
            id: badge

            anchors.right: parent.right
            explained: false
            compact: true
            level: row.version.level ?? "?"
        }
    }
    Label {
        visible: !(row.version.readable ?? true)
        width: row.width
        text: qsTr("The datanet's remote does not have them any more.")
        muted: true
        wrapMode: Text.Wrap
    }
    Label {
        visible: row.version.first ?? false
        width: row.width
        text: qsTr("The first rules.")
        muted: true
    }
    RulesChanges {
        changes: row.version.changes ?? []
        width: row.width
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.Controls

// One stake: as what, how much, how it is known, and what can be done with it now.
GridLayout {
    id: row

    property var stake: ({})
    property string coin
    property bool practice: false
    readonly property string action: row.stake.action ?? ""

    signal trustRequested
    signal takeRequested

    columns: 3
    columnSpacing: Theme.gap12
    rowSpacing: Theme.gap4

    Label {
        text: row.stake.title ?? ""
        kind: Label.Strong
        wrapMode: Text.Wrap
        Layout.columnSpan: amount.visible ? 1 : 2
        Layout.fillWidth: true
    }
    AmountLabel {
        id: amount

        visible: row.stake.amount !== undefined || (row.stake.reason ?? "") !== ""
        amount: row.stake.amount ?? ""
        fullAmount: row.stake.fullAmount ?? ""
        reason: row.stake.reason ?? ""
        unit: row.coin
        practice: row.practice
    }
    TrustBadge {
        visible: level !== ""
        level: row.stake.level ?? ""
        compact: row.width < Theme.px(440)
        onClicked: row.trustRequested()
    }
    Label {
        visible: text !== ""
        text: [row.stake.state ?? row.stake.text ?? "", row.stake.held ?? ""].filter(said => said !== "").join(" ")
        muted: true
        wrapMode: Text.Wrap
        Layout.columnSpan: 3
        Layout.fillWidth: true
    }
    Button {
        objectName: row.action === "" ? "" : row.action + "Stake"
        visible: row.action !== ""
        //: Buttons: the first starts a wait, the second comes after it
        text: row.action === "take" ? qsTr("Take it back") : qsTr("Ask for it back")
        size: Button.Small
        Accessible.name: text + ": " + (row.stake.title ?? "")
        Layout.columnSpan: 3
        onClicked: row.takeRequested()
    }
}

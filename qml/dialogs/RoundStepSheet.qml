import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// What a step of a payout round means and costs, before it is signed; computing signs nothing and is not asked about.
Sheet {
    id: sheet

    required property PayoutRounds view
    property string unit
    property bool practice: false
    property string key
    readonly property var round: sheet.view.current

    function ask(key: string, title: string, detail: string, action: string): void {
        if (key === "build") {
            sheet.view.step(key);
            return;
        }
        sheet.key = key;
        sheet.title = title;
        sheet.subtitle = Markup.plain(detail);
        sheet.primaryText = action;
        sheet.view.price();
        sheet.open();
    }

    primaryIcon: "arrow-right"
    onAccepted: {
        sheet.close();
        sheet.view.step(sheet.key);
    }

    FactRow {
        label: qsTr("Payout round")
        value: sheet.round.epoch ?? ""
        Layout.fillWidth: true
    }
    CoinRow {
        label: qsTr("Network fee, at most")
        coin: sheet.view.networkFee
        unit: sheet.unit
        practice: sheet.practice
        reason: sheet.view.pricing.running ? qsTr("asking") : sheet.view.pricing.errorDetail
        Layout.fillWidth: true
    }
}

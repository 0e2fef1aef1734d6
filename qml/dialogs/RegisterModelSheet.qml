import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

Sheet {
    id: sheet

    required property ModelsView view
    property string unit
    property bool practice: false
    readonly property var entry: sheet.view.currentHere
    readonly property bool again: sheet.entry.model > 0

    title: sheet.again ? qsTr("Change title or price") : qsTr("Put it on the network")
    subtitle: qsTr("Title, prices and hashes of what it was made of become public. The records stay where they are.")
    //: Registers a model
    primaryText: sheet.again ? qsTr("Change") : qsTr("Put it on the network")
    primaryIcon: "upload"
    primaryEnabled: sheet.view.obstacle === "" && title.text.trim() !== "" && priceIn.text.trim() !== "" && priceOut.text.trim() !== ""
    busy: sheet.view.registering.running
    onAboutToShow: {
        sheet.view.registering.dismissError();
        title.text = sheet.entry.title ?? "";
        priceIn.text = sheet.entry.priceIn ?? "0.2";
        priceOut.text = sheet.entry.priceOut ?? "1";
        sheet.view.price();
    }
    onOpened: title.forceActiveFocus(Qt.TabFocusReason)
    onAccepted: sheet.view.putOnNetwork(sheet.entry.name, title.text, priceIn.text, priceOut.text)

    Connections {
        target: sheet.view

        function onRegistered() {
            sheet.close();
        }
    }

    Field {
        //: What a model is called on the network
        label: qsTr("Title")
        hint: qsTr("What people see in the list of models.")
        Layout.fillWidth: true
        Layout.fillHeight: false

        TextField {
            id: title

            name: qsTr("Title")
            maximumLength: 100
            enabled: !sheet.busy
            Layout.fillWidth: true
        }
    }
    RowLayout {
        spacing: Theme.gap16
        Layout.fillWidth: true
        Layout.fillHeight: false

        Field {
            //: A price of a model; %1 is the coin
            label: qsTr("1,000 tokens of questions cost, in %1").arg(sheet.unit)
            Layout.fillWidth: true
            Layout.preferredWidth: 1

            TextField {
                id: priceIn

                name: qsTr("Price of questions")
                enabled: !sheet.busy
                Layout.fillWidth: true
            }
        }
        Field {
            //: A price of a model; %1 is the coin
            label: qsTr("1,000 tokens of answers cost, in %1").arg(sheet.unit)
            Layout.fillWidth: true
            Layout.preferredWidth: 1

            TextField {
                id: priceOut

                name: qsTr("Price of answers")
                enabled: !sheet.busy
                Layout.fillWidth: true
            }
        }
    }
    Label {
        text: qsTr("Part of what answers cost goes to the contributors whose records shaped them. Payout rounds show how each fee is divided.")
        muted: true
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    CoinRow {
        label: qsTr("Network fee, at most")
        //: What putting a model on the network costs
        detail: qsTr("There is no other cost.")
        coin: sheet.view.networkFee
        unit: sheet.unit
        practice: sheet.practice
        reason: sheet.view.pricing.running ? qsTr("asking") : sheet.view.pricing.errorDetail
        strong: true
        Layout.fillWidth: true
    }
    Notice {
        visible: sheet.view.obstacle !== ""
        tone: Tone.Caution
        text: sheet.view.obstacle
        Layout.fillWidth: true
    }
    ErrorBanner {
        what: sheet.view.registering.errorTitle
        safe: sheet.view.registering.errorDetail
        todo: sheet.view.registering.errorAdvice
        Layout.fillWidth: true
        onDismissed: sheet.view.registering.dismissError()
    }
    ProgressRow {
        visible: sheet.view.registering.running
        text: sheet.view.registering.step !== "" ? sheet.view.registering.step : qsTr("Putting it on the network")
        value: sheet.view.registering.progress
        cancellable: false
        Layout.fillWidth: true
    }
}

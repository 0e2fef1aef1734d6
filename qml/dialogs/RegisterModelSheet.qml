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
    readonly property var registered: Array.from(sheet.view.models)
    readonly property var parents: sheet.registered.filter(one => one.active && one.id !== sheet.entry.model)
    // What a model is made from never changes.
    readonly property var madeFrom: sheet.again ? (sheet.registered.find(one => one.id === sheet.entry.parentId) ?? null) : (sheet.parents[parentBox.currentIndex - 1] ?? null)

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
        parentBox.currentIndex = 0;
        royalty.text = "10";
        sheet.view.price();
    }
    onOpened: title.forceActiveFocus(Qt.TabFocusReason)
    onAccepted: sheet.view.putOnNetwork(sheet.entry.name, title.text, priceIn.text, priceOut.text, sheet.again ? 0 : (sheet.madeFrom?.id ?? 0), royalty.text)

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
    RowLayout {
        visible: !sheet.again && sheet.parents.length > 0
        spacing: Theme.gap16
        Layout.fillWidth: true
        Layout.fillHeight: false

        Field {
            //: Which model another one is made from
            label: qsTr("Made from")
            Layout.fillWidth: true
            Layout.preferredWidth: 1

            ComboBox {
                id: parentBox

                name: qsTr("Made from")
                //: A model that was not made from another one
                model: [qsTr("No other model"), ...sheet.parents.map(one => one.title)]
                enabled: !sheet.busy
                Layout.fillWidth: true
                onActivated: royalty.text = Math.max(10, Number(sheet.madeFrom?.royaltyAsked ?? 0))
            }
        }
        Field {
            visible: sheet.madeFrom !== null
            //: Part of a model's share that goes to the owner of the model it is made from
            label: qsTr("Its owner gets, in % of your share")
            Layout.fillWidth: true
            Layout.preferredWidth: 1

            TextField {
                id: royalty

                name: qsTr("Royalty in percent")
                enabled: !sheet.busy
                Layout.fillWidth: true
            }
        }
    }
    Label {
        visible: sheet.madeFrom !== null && !sheet.again
        //: %1 is a percentage
        text: qsTr("Its owner asks for at least %1 %, and at most 50 % are possible. Neither can be changed later. It comes out of your share only.").arg(sheet.madeFrom?.royaltyAsked ?? "0")
        muted: true
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    FactRow {
        visible: sheet.again && sheet.madeFrom !== null
        label: qsTr("Made from")
        //: %1 is a model, %2 a percentage
        value: qsTr("%1, which gets %2 of your share").arg(sheet.madeFrom?.title ?? "").arg(sheet.entry.royalty ?? "")
        Layout.fillWidth: true
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

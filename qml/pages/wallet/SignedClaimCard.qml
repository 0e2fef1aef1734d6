import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// A claim that OpenLedger's server signed: what can be checked before a fee is spent, and the claim.
Card {
    id: card

    required property Studio studio
    readonly property bool available: signed.available
    readonly property var facts: signed.facts

    signal trustRequested(string title, var figure)

    //: Card that checks a claim which a server signed
    title: qsTr("Signed claim")

    Label {
        text: qsTr("OpenLedger pays what its server signed. Open the file that it gave you: everything that can be checked is checked before you spend a fee.")
        muted: true
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    Button {
        objectName: "openSignedClaim"
        enabled: !signed.checking.running && !signed.claiming.running
        text: qsTr("Open a signed claim")
        iconName: "file"
        onClicked: chooser.open()
    }
    LoadingState {
        visible: signed.checking.running
        text: qsTr("Checking the claim")
        Layout.fillWidth: true
    }
    ErrorBanner {
        what: signed.checking.errorTitle
        safe: signed.checking.errorDetail
        todo: signed.checking.errorAdvice
        dismissible: true
        Layout.fillWidth: true
        onDismissed: signed.checking.dismissError()
    }
    AmountLabel {
        visible: signed.verdict !== ""
        amount: card.facts.amount ?? ""
        fullAmount: card.facts.fullAmount ?? ""
        unit: card.facts.unit ?? ""
        size: AmountLabel.Title
    }
    AddressLabel {
        visible: signed.verdict !== ""
        address: card.facts.account ?? ""
        whole: true
        Layout.fillWidth: true
    }
    Repeater {
        model: signed.points

        RowLayout {
            required property var modelData

            // qmllint disable unqualified
            spacing: Theme.gap8
            Accessible.role: Accessible.StaticText
            Accessible.name: modelData.title + ": " + mark.text

            Icon {
                name: modelData.state === "yes" ? "check" : modelData.state === "no" ? "warning" : "info"
                color: modelData.state === "yes" ? Theme.positive : modelData.state === "no" ? Theme.danger : Theme.muted
            }
            Label {
                text: modelData.title
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
            Label {
                id: mark

                //: Whether a point of a check holds
                text: modelData.state === "yes" ? qsTr("Yes") : modelData.state === "no" ? qsTr("No") : qsTr("Not known")
                kind: Label.Strong
            }
            TrustBadge {
                level: modelData.level
                compact: true
                onClicked: card.trustRequested(modelData.title, modelData)
            }
            // qmllint enable unqualified
            Layout.fillWidth: true
        }
    }
    Notice {
        visible: signed.verdict !== ""
        tone: signed.verdict === "refused" ? Tone.Danger : signed.verdict === "reported" ? Tone.Caution : Tone.Neutral
        title: signed.verdict === "refused" ? qsTr("The claim would fail, so it cannot be sent") : signed.verdict === "reported" ? qsTr("A part of this is one server's word") : ""
        text: qsTr("Whether the amount is right cannot be checked: one key signed it, and nothing on the network says what it is made of.")
        Layout.fillWidth: true
    }
    Label {
        visible: signed.verdict !== "" && (card.facts.fee ?? "") !== ""
        //: What a claim costs besides the network fee
        text: qsTr("The claim itself costs %1.").arg(card.facts.fee + " " + card.studio.coin)
        muted: true
        Layout.fillWidth: true
    }
    Button {
        objectName: "claimSigned"
        visible: signed.verdict === "good" || signed.verdict === "reported"
        enabled: !signed.claiming.running
        busy: signed.claiming.running
        text: signed.verdict === "reported" ? qsTr("Claim all the same") : qsTr("Claim it")
        variant: Button.Primary
        onClicked: signed.claim()
    }
    ErrorBanner {
        what: signed.claiming.errorTitle
        safe: signed.claiming.errorDetail
        todo: signed.claiming.errorAdvice
        dismissible: true
        Layout.fillWidth: true
        onDismissed: signed.claiming.dismissError()
    }
    Notice {
        visible: outcome.text !== ""
        tone: Tone.Positive
        text: outcome.text
        Layout.fillWidth: true
    }

    SignedClaim {
        id: signed

        objectName: "signedClaim"
        studio: card.studio
        onClaimed: sentence => outcome.text = sentence
    }
    QtObject {
        id: outcome

        property string text
    }
    WindowFileChooser {
        id: chooser

        title: qsTr("Open a signed claim")
        nameFilters: [qsTr("Signed claims (*.json)")]
        onChosen: url => {
            outcome.text = "";
            signed.open(url);
        }
    }
}

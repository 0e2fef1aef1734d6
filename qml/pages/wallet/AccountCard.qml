import QtQuick
import QtQuick.Layouts
import Datanet.Controls

Card {
    id: card

    property var account: null
    property string coin
    property bool practice: false

    // Until when its key is open; empty while it is locked, or needs no passphrase.
    property string openUntil

    signal trustRequested
    signal lockRequested

    title: card.account ? card.account.name : ""
    header: [
        Tag {
            text: card.account ? card.account.detail : ""
        }
    ]

    AddressLabel {
        address: card.account ? card.account.address : ""
        whole: true
        copyable: true
        Layout.fillWidth: true
    }
    Divider {
        Layout.fillWidth: true
    }
    RowLayout {
        spacing: Theme.gap24
        Layout.fillWidth: true

        Label {
            text: card.coin
            kind: Label.Strong
            Layout.preferredWidth: Theme.px(72)
        }
        AmountLabel {
            amount: card.account ? card.account.amount : ""
            unit: ""
            fullAmount: card.account ? card.account.fullAmount : ""
            reason: card.account ? card.account.reason : ""
            practice: card.practice
            Layout.fillWidth: true
            Layout.maximumWidth: implicitWidth
        }
        Item {
            Layout.fillWidth: true
        }
        TrustBadge {
            visible: level !== ""
            compact: card.availableWidth < Theme.px(280)
            level: card.account ? card.account.level : ""
            onClicked: card.trustRequested()
        }
    }
    RowLayout {
        visible: card.openUntil !== ""
        spacing: Theme.gap12
        Layout.fillWidth: true

        Icon {
            name: "key"
            color: Theme.accentText
        }
        Label {
            //: An account's key is in memory; %1 is a time of day
            text: qsTr("Open until %1").arg(card.openUntil)
            Layout.fillWidth: true
        }
        Button {
            //: Wipes an account's key from memory
            text: qsTr("Lock now")
            iconName: "lock"
            size: Button.Small
            onClicked: card.lockRequested()
        }
    }
    Notice {
        visible: card.account !== null && card.account.unsaved
        tone: Tone.Caution
        title: qsTr("Its recovery words were not written down")
        text: qsTr("If this computer breaks, the account is gone. Keep a copy of the file %1 in the folder keys of the application's data.").arg(card.account ? card.account.keyFile : "")
        Layout.fillWidth: true
    }
}

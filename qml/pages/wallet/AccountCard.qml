import QtQuick
import QtQuick.Layouts
import Datanet.Controls

Card {
    id: card

    property var account: null
    property string coin

    signal trustRequested

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
            practice: card.account ? card.account.practice : false
            Layout.fillWidth: true
            Layout.maximumWidth: implicitWidth
        }
        Item {
            Layout.fillWidth: true
        }
        TrustBadge {
            visible: level !== ""
            level: card.account ? card.account.level : ""
            onClicked: card.trustRequested()
        }
    }
}

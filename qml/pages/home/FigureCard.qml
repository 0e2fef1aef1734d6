import QtQuick
import QtQuick.Layouts
import Datanet.Controls

// One large amount, how it is known, and what belongs to it.
Card {
    id: card

    // { text, exact, reason, detail, level, steps }
    property var figure: ({})
    property string unit
    property bool practice: false
    default property alias actions: actionRow.data

    signal trustRequested

    stretch: true
    header: [
        TrustBadge {
            visible: level !== ""
            explained: (card.figure.steps ?? []).length > 0
            level: card.figure.level ?? ""
            onClicked: card.trustRequested()
        }
    ]

    AmountLabel {
        amount: card.figure.text ?? ""
        unit: card.unit
        fullAmount: card.figure.exact ?? ""
        reason: card.figure.reason ?? ""
        practice: card.practice
        size: AmountLabel.Figure
        Layout.fillWidth: true
        Layout.maximumWidth: implicitWidth
    }
    RowLayout {
        spacing: Theme.gap12
        Layout.fillWidth: true
        Layout.minimumHeight: Theme.control

        Label {
            text: card.figure.detail ?? ""
            muted: true
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        RowLayout {
            id: actionRow

            spacing: Theme.gap16
        }
    }
}

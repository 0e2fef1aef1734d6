import QtQuick
import QtQuick.Layouts
import Datanet.Controls

// One large amount, how it is known, and what belongs to it.
Card {
    id: card

    // { text, exact, reason, detail, level, steps }
    property var figure: ({})
    // The coin, and its longer name where there is room for it.
    property string coin
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

    // As tall as the cards beside it need.
    ColumnLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true

        AmountLabel {
            amount: card.figure.text ?? ""
            unit: card.availableWidth < Theme.px(272) ? card.coin : card.unit
            fullAmount: card.figure.exact ?? ""
            reason: card.figure.reason ?? ""
            practice: card.practice
            size: AmountLabel.Figure
            Layout.fillWidth: true
            Layout.maximumWidth: implicitWidth
            Layout.alignment: Qt.AlignTop
        }
    }
    GridLayout {
        columns: detail.implicitWidth + columnSpacing + actionRow.implicitWidth > card.availableWidth ? 1 : 2
        columnSpacing: Theme.gap12
        rowSpacing: Theme.gap8
        Layout.fillWidth: true
        Layout.minimumHeight: Theme.control

        Label {
            id: detail

            text: card.figure.detail ?? ""
            muted: true
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        RowLayout {
            id: actionRow

            visible: children.length > 0
            spacing: Theme.gap16
        }
    }
}

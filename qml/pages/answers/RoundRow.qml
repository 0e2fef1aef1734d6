import QtQuick
import QtQuick.Layouts
import Datanet.Controls

// A payout round in the list.
ListRow {
    id: row

    property var round: ({})
    property string unit
    property bool practice: false
    readonly property bool wide: row.width > Theme.px(620)

    text: qsTr("%1, %2").arg(row.round.title ?? "").arg(row.round.stateText ?? "")
    leftPadding: Theme.gap24
    rightPadding: Theme.gap24

    NumberDot {
        text: row.round.epoch ?? ""
        Layout.alignment: Qt.AlignVCenter
    }
    ColumnLayout {
        spacing: 0
        Layout.fillWidth: true

        RowLayout {
            spacing: Theme.gap8
            Layout.fillWidth: true

            Label {
                text: row.round.title ?? ""
                kind: Label.Strong
                Layout.fillWidth: true
                Layout.maximumWidth: Math.ceil(implicitWidth)
            }
            RoundTag {
                round: row.round
            }
            Item {
                Layout.fillWidth: true
            }
        }
        Label {
            text: {
                if ((row.round.detail ?? "") !== "")
                    return row.round.detail;
                if (row.round.state === "open")
                    //: About the open payout round; %1 is a time
                    return row.round.known ? qsTr("Can be closed until %1").arg(row.round.closeByText ?? "") : row.round.reason ?? "";
                //: About a payout round; %1 is a time
                return row.round.closedText ? qsTr("Closed %1").arg(row.round.closedText) : "";
            }
            muted: true
            Layout.fillWidth: true
        }
    }
    ColumnLayout {
        visible: row.wide && row.round.contributors !== undefined
        spacing: 0
        Layout.preferredWidth: Theme.px(150)

        AmountLabel {
            amount: row.round.contributors?.amount ?? ""
            fullAmount: row.round.contributors?.fullAmount ?? ""
            unit: row.unit
            practice: row.practice
            Layout.alignment: Qt.AlignRight
        }
        Label {
            //: Under an amount: the part of a payout round that goes to contributors
            text: qsTr("to contributors")
            muted: true
            Layout.alignment: Qt.AlignRight
        }
    }
    ColumnLayout {
        visible: row.round.fees !== undefined
        spacing: 0
        Layout.preferredWidth: Theme.px(150)

        AmountLabel {
            amount: row.round.fees?.amount ?? ""
            fullAmount: row.round.fees?.fullAmount ?? ""
            unit: row.unit
            practice: row.practice
            Layout.alignment: Qt.AlignRight
        }
        Label {
            //: Under an amount: what answers of a payout round cost; %1 is "5 answers"
            text: qsTr("for %1").arg(row.round.answersText ?? "")
            muted: true
            Layout.alignment: Qt.AlignRight
        }
    }
    TrustBadge {
        explained: false
        compact: true
        level: row.round.level ?? "?"
    }
}

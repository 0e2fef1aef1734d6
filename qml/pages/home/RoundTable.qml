import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Datanet.Controls

// The chart's numbers as rows, newest first.
ColumnLayout {
    id: table

    property var rounds: []
    property string coin
    property bool practice: false
    readonly property int roundWidth: Theme.px(112)
    readonly property int amountWidth: Theme.px(196)

    spacing: 0

    RowLayout {
        spacing: Theme.gap12
        Layout.fillWidth: true
        Layout.bottomMargin: Theme.gap8

        Label {
            //: Column of a table
            text: qsTr("Payout round")
            muted: true
            Layout.preferredWidth: table.roundWidth
        }
        Label {
            //: Column of a table
            text: qsTr("Amount")
            muted: true
            Layout.preferredWidth: table.amountWidth
        }
        Label {
            //: Column of a table: how many answers used the account's records
            text: qsTr("Used your records")
            muted: true
            Layout.fillWidth: true
        }
    }
    Divider {
        Layout.fillWidth: true
    }
    ListView {
        id: list

        model: table.rounds.slice().reverse()
        clip: true
        activeFocusOnTab: true
        keyNavigationEnabled: true
        boundsBehavior: Flickable.StopAtBounds
        Accessible.role: Accessible.Table
        Accessible.name: qsTr("Rewards by payout round")
        Layout.fillWidth: true
        Layout.fillHeight: true

        T.ScrollBar.vertical: ScrollBar {
        }
        delegate: Item {
            id: row

            required property int index
            required property var modelData

            width: ListView.view.width
            height: Theme.rowDense
            Accessible.role: Accessible.Row
            Accessible.name: [modelData.title, modelData.exact, table.coin, modelData.detail].join(", ") // qmllint disable unqualified

            RowLayout {
                anchors.fill: parent
                spacing: Theme.gap12

                // qmllint disable unqualified
                Label {
                    text: row.modelData.label
                    kind: Label.Strong
                    Layout.preferredWidth: table.roundWidth
                }
                Item {
                    implicitHeight: amount.implicitHeight
                    Layout.preferredWidth: table.amountWidth

                    AmountLabel {
                        id: amount

                        width: Math.min(implicitWidth, parent.width)
                        amount: row.modelData.exact
                        unit: ""
                        reason: row.modelData.reason
                        practice: table.practice
                    }
                }
                Label {
                    text: row.modelData.detail
                    Layout.fillWidth: true
                }
                TrustBadge {
                    level: row.modelData.level
                    explained: false
                    compact: true
                }
                // qmllint enable unqualified
            }
            Divider {
                width: parent.width
                y: parent.height - 1
            }
            FocusRing {
                shown: list.activeFocus && row.ListView.isCurrentItem // qmllint disable unqualified
            }
        }
    }
}

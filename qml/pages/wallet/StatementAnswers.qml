import QtQuick
import QtQuick.Layouts
import Datanet.Controls
import Datanet.Ui

ColumnLayout {
    id: answers

    property var statement: ({})
    property string coin
    property bool practice: false
    readonly property int creditWidth: Theme.px(72)
    readonly property int amountWidth: Theme.px(96)

    signal moreRequested

    spacing: 0

    RowLayout {
        spacing: Theme.gap12
        Layout.fillWidth: true
        Layout.bottomMargin: Theme.gap8

        Label {
            //: Column of a statement
            text: qsTr("Answer")
            muted: true
            Layout.fillWidth: true
        }
        Label {
            //: Column of a statement: the account's share of an answer
            text: qsTr("Your credit")
            muted: true
            horizontalAlignment: Text.AlignRight
            Layout.preferredWidth: answers.creditWidth
        }
        Label {
            //: Column of a statement; %1 is a coin
            text: qsTr("%1 you get").arg(answers.coin)
            muted: true
            horizontalAlignment: Text.AlignRight
            Layout.preferredWidth: answers.amountWidth
        }
    }
    Repeater {
        model: answers.statement.answers ?? []

        StatementAnswer {
            required property int index
            required property var modelData

            // qmllint disable unqualified
            answer: modelData
            open: index === 0
            practice: answers.practice
            creditWidth: answers.creditWidth
            amountWidth: answers.amountWidth
            // qmllint enable unqualified
            Layout.fillWidth: true
        }
    }
    Label {
        visible: (answers.statement.answers ?? []).length === 0
        text: qsTr("No answer of this round paid this account.")
        muted: true
        Layout.fillWidth: true
    }
    ColumnLayout {
        visible: (answers.statement.more ?? 0) > 0
        spacing: 0
        Layout.fillWidth: true

        Divider {
            Layout.fillWidth: true
        }
        RowLayout {
            spacing: Theme.gap12
            Layout.fillWidth: true
            Layout.minimumHeight: Theme.rowDense

            Button {
                visible: answers.statement.moreListed ?? false
                //: Lists further answers
                text: qsTr("%n more answers", "", answers.statement.more ?? 0)
                variant: Button.Link
                iconName: "chevron-down"
                onClicked: answers.moreRequested()
            }
            Label {
                visible: !(answers.statement.moreListed ?? false)
                text: qsTr("%n more answers", "", answers.statement.more ?? 0)
                muted: true
            }
            Item {
                Layout.fillWidth: true
            }
            AmountLabel {
                amount: answers.statement.moreAmount ?? ""
                unit: ""
                fullAmount: answers.statement.moreExact ?? ""
                practice: answers.practice
            }
        }
    }
}

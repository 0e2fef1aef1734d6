import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// Where a question is typed, what it costs, and the coins that are aside for it.
ColumnLayout {
    id: bar

    required property Asking asking
    property string unit
    property string plainUnit
    property bool practice: false
    readonly property var aside: bar.asking.purse.left
    readonly property bool narrow: bar.width < Theme.px(560)
    readonly property bool busy: bar.asking.asking.running || bar.asking.purse.filling.running

    signal trustRequested(var known)

    function fill(question: string) {
        bar.asking.question = question;
        field.forceActiveFocus(Qt.TabFocusReason);
        field.cursorPosition = field.length;
    }

    spacing: Theme.gap8

    component Price: Item {
        id: price

        required property Asking asking
        required property string plainUnit
        required property bool practice

        implicitWidth: priceRow.implicitWidth
        implicitHeight: priceRow.implicitHeight

        RowLayout {
            id: priceRow

            spacing: Theme.gap4

            Label {
                //: Before an amount: the most that a question can cost
                text: qsTr("At most")
                muted: true
            }
            AmountLabel {
                amount: price.asking.greatestPrice
                unit: price.plainUnit
                practice: price.practice
            }
            Label {
                //: Behind an amount: "At most 0.0500 OPEN a question"
                text: qsTr("a question")
                muted: true
            }
        }
        HoverHandler {
            id: over
        }
        HoverTip {
            text: qsTr("The longer the answer, the more it costs. What you don't spend stays aside.")
            shown: over.hovered
        }
    }

    ErrorBanner {
        readonly property Operation failed: bar.asking.asking.failed ? bar.asking.asking : bar.asking.purse.filling.failed ? bar.asking.purse.filling : bar.asking.purse.reading

        what: failed.errorTitle
        safe: failed.errorDetail
        todo: failed.errorAdvice
        Layout.fillWidth: true
        onDismissed: failed.dismissError()
    }
    Notice {
        visible: bar.asking.obstacle !== ""
        text: bar.asking.obstacle
        Layout.fillWidth: true
    }
    Notice {
        visible: bar.asking.needsCoins || bar.asking.purse.filling.running
        tone: Tone.Accent
        iconName: "wallet"
        title: qsTr("Put coins aside first")
        text: qsTr("Answers are paid from coins that you put aside for a model. Only your own receipts spend them; what you don't use comes back.")
        Layout.fillWidth: true

        Button {
            objectName: "putAside"
            //: Button; %1 is an amount, %2 the name of the coin
            text: qsTr("Put %1 %2 aside").arg(bar.asking.proposedCoins).arg(bar.unit)
            busy: bar.asking.purse.filling.running
            enabled: !bar.busy
            onClicked: bar.asking.putAside()
        }
    }
    Rectangle {
        radius: Theme.radiusCard
        color: Theme.raised
        border.width: field.activeFocus ? Theme.focusWidth : Theme.line1
        border.color: field.activeFocus ? Theme.accent : Theme.lineStrong
        implicitHeight: Theme.grown(56)
        Layout.fillWidth: true

        RowLayout {
            anchors.fill: parent
            anchors.leftMargin: Theme.gap4
            anchors.rightMargin: Theme.gap12
            spacing: Theme.gap12

            TextField {
                id: field

                objectName: "question"
                text: bar.asking.question
                //: In the empty field for a question to a model
                placeholderText: qsTr("Ask a question")
                enabled: !bar.asking.asking.running
                maximumLength: 4000
                background: null
                font: Fonts.sized(Theme.leadSize)
                Layout.fillWidth: true
                onTextEdited: bar.asking.question = field.text
                onAccepted: bar.asking.ask()
            }
            Price {
                visible: !bar.narrow && bar.asking.greatestPrice !== ""
                asking: bar.asking
                plainUnit: bar.plainUnit
                practice: bar.practice
            }
            Button {
                variant: Button.Primary
                iconName: "arrow-right"
                //: Button: sends a question to a model and pays for the answer
                text: qsTr("Ask")
                busy: bar.asking.asking.running
                enabled: bar.asking.canAsk
                onClicked: bar.asking.ask()
            }
        }
    }
    Flow {
        spacing: Theme.gap12
        Layout.fillWidth: true
        Layout.minimumHeight: Theme.px(22)

        Price {
            visible: bar.narrow && bar.asking.greatestPrice !== ""
            asking: bar.asking
            plainUnit: bar.plainUnit
            practice: bar.practice
        }
        RowLayout {
            visible: bar.aside.text !== undefined
            spacing: Theme.gap8

            Label {
                //: Before an amount: coins that wait to be spent on answers of the model that is chosen
                text: qsTr("Aside for this model")
                muted: true
            }
            AmountLabel {
                amount: bar.aside.text ?? ""
                fullAmount: bar.aside.exact ?? ""
                unit: bar.plainUnit
                practice: bar.practice
                //: Why an amount is not shown
                reason: qsTr("not known now")
            }
            TrustBadge {
                level: bar.aside.level ?? "?"
                onClicked: bar.trustRequested(bar.aside)
            }
        }
    }
}

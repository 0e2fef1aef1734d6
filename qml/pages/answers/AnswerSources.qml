import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// The sources of a paid answer, what was paid, and checking all of it anew.
SourcesPanel {
    id: panel

    required property Asking asking
    readonly property var answer: panel.asking.answer
    readonly property var result: panel.asking.check

    origin: panel.asking.origin
    unattributedText: qsTr("Its share goes to the treasury, to nobody’s account.")

    ColumnLayout {
        spacing: Theme.gap8
        Layout.fillWidth: true

        Divider {
            Layout.fillWidth: true
        }
        ColumnLayout {
            spacing: Theme.gap8
            Layout.fillWidth: true
            Layout.margins: Theme.gap16
            Layout.topMargin: Theme.gap4

            RowLayout {
                Layout.fillWidth: true

                Label {
                    text: qsTr("You paid for this answer")
                    muted: true
                    Layout.fillWidth: true
                }
                AmountLabel {
                    amount: panel.answer.paid ?? ""
                    fullAmount: panel.answer.paidExact ?? ""
                    unit: panel.unit
                    practice: panel.practice
                }
            }
            RowLayout {
                Layout.fillWidth: true

                Label {
                    //: Before an amount: what the contributors of an answer's sources would get together
                    text: qsTr("To its contributors")
                    muted: true
                    Layout.fillWidth: true
                }
                AmountLabel {
                    amount: panel.answer.toContributors ?? ""
                    fullAmount: panel.answer.toContributorsExact ?? ""
                    unit: panel.unit
                    practice: panel.practice
                }
            }
            RowLayout {
                Layout.fillWidth: true

                TrustBadge {
                    level: "0"
                    explained: false
                    Layout.alignment: Qt.AlignTop
                }
                Label {
                    //: About the amounts that contributors would earn
                    text: qsTr("until the payout round is final")
                    muted: true
                    wrapMode: Text.Wrap
                    Layout.fillWidth: true
                }
            }
            ErrorBanner {
                what: panel.asking.checking.errorTitle
                safe: panel.asking.checking.errorDetail
                todo: panel.asking.checking.errorAdvice
                Layout.fillWidth: true
                onDismissed: panel.asking.checking.dismissError()
            }
            Notice {
                visible: panel.result.text !== undefined
                tone: panel.result.matches ? Tone.Positive : Tone.Danger
                //: What checking an answer anew has shown
                title: panel.result.matches ? qsTr("Matches") : qsTr("Does not match")
                text: panel.height > Theme.px(560) || !panel.result.matches ? panel.result.text ?? "" : ""
                Layout.fillWidth: true
            }
            Button {
                iconName: "refresh"
                //: Button: recomputes where an answer came from
                text: panel.asking.checking.running ? qsTr("Checking") : qsTr("Check it myself")
                hint: qsTr("Reads and indexes the published texts anew, traces the answer again and compares.")
                busy: panel.asking.checking.running
                enabled: !panel.asking.checking.running && panel.sources !== undefined && panel.origin.text !== undefined
                Layout.fillWidth: true
                onClicked: panel.asking.checkMyself()
            }
        }
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

FocusScope {
    id: sheet

    required property ReviewDesk desk
    readonly property var submission: sheet.desk.submission
    // Little room: the record comes first, and the reasons when they are asked for.
    readonly property bool low: sheet.height < Theme.px(460)
    readonly property bool tight: sheet.width < Theme.px(480)
    property bool reasonsAsked: false

    Connections {
        target: sheet.desk

        function onRecordChanged() {
            sheet.reasonsAsked = false;
        }
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        RowLayout {
            spacing: Theme.gap16
            Layout.fillWidth: true
            Layout.leftMargin: Theme.gap24
            Layout.rightMargin: Theme.gap24
            Layout.topMargin: Theme.gap12
            Layout.bottomMargin: Theme.gap12

            ReviewHeader {
                submission: sheet.submission
                brief: sheet.low
                Layout.fillWidth: true
            }
            ComboBox {
                id: order

                visible: (sheet.submission.count ?? 0) > 1 && !sheet.tight
                iconName: "sort"
                //: In which order the records of a submission are read
                name: qsTr("Order of the records")
                //: Orders in which the records of a submission are read
                model: [qsTr("In order"), qsTr("Riskiest first")]
                currentIndex: sheet.desk.order
                Layout.preferredWidth: Theme.px(160)
                Layout.alignment: Qt.AlignTop
                onActivated: index => sheet.desk.order = index
            }
        }
        Divider {
            Layout.fillWidth: true
        }
        Notice {
            readonly property var lines: sheet.submission.takenOut ?? []

            visible: lines.length > 0
            tone: Tone.Caution
            //: Of a submission under review
            title: qsTr("%n accepted records would go, with nothing in their place", "", lines.length)
            text: lines.slice(0, 5).join("\n") + (lines.length > 5 ? "\n" + qsTr("and %n more", "", lines.length - 5) : "") + "\n" + qsTr("They go only if nothing of the submission is left out. If you object, ask for changes or reject it.")
            Layout.fillWidth: true
            Layout.leftMargin: Theme.gap24
            Layout.rightMargin: Theme.gap24
            Layout.topMargin: Theme.gap12
        }
        ReviewCopies {
            duplicates: sheet.desk.duplicates
            Layout.fillWidth: true
            Layout.leftMargin: Theme.gap24
            Layout.rightMargin: Theme.gap24
            Layout.topMargin: Theme.gap12
        }
        RowLayout {
            spacing: Theme.gap16
            Layout.fillWidth: true
            Layout.leftMargin: Theme.gap24
            Layout.rightMargin: Theme.gap24
            Layout.topMargin: Theme.gap12

            ReviewStrip {
                squares: sheet.desk.squares
                row: sheet.desk.row
                Layout.fillWidth: true
                onChosen: index => sheet.desk.go(index)
            }
            Label {
                visible: sheet.desk.canDecide && !sheet.tight
                text: sheet.desk.remaining > 0 ? qsTr("%n to go before you can seal", "", sheet.desk.remaining) : qsTr("All decided")
                muted: true
            }
            Button {
                objectName: "decideMany"
                visible: sheet.desk.canDecide && (sheet.submission.count ?? 0) > 1 && !sheet.tight
                variant: Button.Quiet
                //: Button: opens a dialog in which many records are decided alike
                text: qsTr("Many at once")
                onClicked: many.ask()
            }
            Button {
                visible: sheet.desk.canDecide && sheet.desk.remaining > 1
                variant: Button.Quiet
                //: Accepts every record about which nothing was decided yet
                text: qsTr("Accept the rest")
                onClicked: sheet.desk.acceptRest()
            }
        }
        ReviewEvidence {
            record: sheet.desk.record
            count: sheet.submission.count ?? 0
            who: sheet.submission.who ?? ""
            address: sheet.submission.address ?? ""
            Layout.fillWidth: true
            Layout.fillHeight: true
        }
        Notice {
            visible: sheet.submission.sealed === true
            tone: Tone.Positive
            //: The reviewer has voted: the vote is hidden so far, or open
            title: sheet.submission.revealed === true ? qsTr("Your vote is open") : qsTr("Your vote is sealed")
            text: sheet.submission.revealed === true ? qsTr("Everybody can read it, with its reasons.") : qsTr("It can't be changed. Nobody sees it before all are sealed.")
            Layout.fillWidth: true
            Layout.margins: Theme.gap16
        }
        ReviewReason {
            id: reason

            visible: sheet.desk.canDecide && (!sheet.low || sheet.reasonsAsked || sheet.desk.reasonNeeded)
            desk: sheet.desk
            Layout.fillWidth: true
        }
        ReviewKeys {
            visible: sheet.desk.canDecide && !sheet.low && !sheet.tight
            Layout.fillWidth: true
            Layout.leftMargin: Theme.gap24
            Layout.rightMargin: Theme.gap24
            Layout.bottomMargin: Theme.gap8
        }
        ReviewDecisions {
            visible: sheet.submission.sealed !== true
            desk: sheet.desk
            count: sheet.submission.count ?? 0
            Layout.fillWidth: true
        }
    }
    Shortcut {
        enabled: sheet.visible
        sequences: ["A"]
        onActivated: sheet.desk.accept()
    }
    Shortcut {
        enabled: sheet.visible
        sequences: ["X"]
        onActivated: sheet.desk.exclude()
    }
    Shortcut {
        enabled: sheet.visible
        sequences: ["R"]
        onActivated: {
            sheet.reasonsAsked = true;
            reason.takeFocus();
        }
    }
    Shortcut {
        enabled: sheet.visible
        sequences: ["J"]
        onActivated: sheet.desk.go(sheet.desk.row + 1)
    }
    Shortcut {
        enabled: sheet.visible
        sequences: ["K"]
        onActivated: sheet.desk.go(sheet.desk.row - 1)
    }
    Shortcut {
        enabled: sheet.visible && sheet.desk.canDecide
        sequences: ["M"]
        onActivated: many.ask()
    }
    Shortcut {
        enabled: sheet.visible && sheet.desk.canUndo
        sequences: ["Ctrl+Z"]
        onActivated: sheet.desk.undo()
    }
    Shortcut {
        enabled: sheet.visible && sheet.desk.canSeal
        sequences: ["Ctrl+Return", "Ctrl+Enter"]
        onActivated: sheet.desk.seal()
    }
    // The reasons, as they are numbered.
    Instantiator {
        model: 9

        Shortcut {
            required property int index

            enabled: sheet.visible && sheet.desk.canDecide // qmllint disable unqualified
            sequences: [String(index + 1)]
            onActivated: sheet.desk.setReasonAt(index) // qmllint disable unqualified
        }
    }
    ReviewManySheet {
        id: many

        desk: sheet.desk
    }
}

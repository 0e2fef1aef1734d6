import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

FocusScope {
    id: sheet

    required property ReviewDesk desk
    readonly property var submission: sheet.desk.submission

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        ReviewHeader {
            submission: sheet.submission
            Layout.fillWidth: true
            Layout.leftMargin: Theme.gap24
            Layout.rightMargin: Theme.gap24
            Layout.topMargin: Theme.gap12
            Layout.bottomMargin: Theme.gap12
        }
        Divider {
            Layout.fillWidth: true
        }
        RowLayout {
            spacing: Theme.gap16
            Layout.fillWidth: true
            Layout.leftMargin: Theme.gap24
            Layout.rightMargin: Theme.gap24
            Layout.topMargin: Theme.gap12

            ReviewStrip {
                squares: sheet.desk.squares
                position: sheet.desk.position
                Layout.fillWidth: true
                onChosen: index => sheet.desk.go(index)
            }
            Label {
                visible: sheet.desk.canDecide
                text: sheet.desk.remaining > 0 ? qsTr("%n to go before you can seal", "", sheet.desk.remaining) : qsTr("All decided")
                muted: true
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
            //: The reviewer has voted
            title: qsTr("Your vote is sealed")
            text: qsTr("It can't be changed. Nobody sees it before all are sealed.")
            Layout.fillWidth: true
            Layout.margins: Theme.gap16
        }
        ReviewReason {
            id: reason

            visible: sheet.desk.canDecide
            desk: sheet.desk
            Layout.fillWidth: true
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
        onActivated: reason.takeFocus()
    }
    Shortcut {
        enabled: sheet.visible
        sequences: ["J"]
        onActivated: sheet.desk.go(sheet.desk.position + 1)
    }
    Shortcut {
        enabled: sheet.visible
        sequences: ["K"]
        onActivated: sheet.desk.go(sheet.desk.position - 1)
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.Controls
import Datanet.Ui

// Whose submission it is, and what was checked before anything of it is shown.
ColumnLayout {
    id: header

    property var submission: ({})
    property bool brief: false

    spacing: Theme.gap4

    RowLayout {
        spacing: Theme.gap8
        Layout.fillWidth: true

        Label {
            text: header.submission.title ?? ""
            kind: Label.Lead
            font.weight: Font.DemiBold
            Layout.maximumWidth: header.width * 0.5
        }
        Label {
            //: After the title of a submission: who sent it and how many records it has
            text: qsTr("by %1, %2").arg(header.submission.who ?? "").arg(header.submission.detail ?? "")
            muted: true
            Layout.fillWidth: true
        }
    }
    Flow {
        visible: !header.brief
        spacing: Theme.gap16
        Layout.fillWidth: true

        Repeater {
            //: What was checked in a submission before it is shown; %1 is who sent it
            model: [qsTr("Signed by %1").arg(header.submission.who ?? ""), qsTr("Contents match what was sent")]

            Row {
                id: check

                required property string modelData

                spacing: Theme.gap4

                Icon {
                    name: "check"
                    color: Theme.positive
                    size: Theme.px(15)
                    anchors.verticalCenter: parent.verticalCenter
                }
                Label {
                    text: check.modelData
                    color: Theme.positive
                    anchors.verticalCenter: parent.verticalCenter
                }
            }
        }
        Row {
            visible: (header.submission.history ?? "") !== ""
            spacing: Theme.gap4

            Icon {
                name: "history"
                color: Theme.muted
                size: Theme.px(15)
                anchors.verticalCenter: parent.verticalCenter
            }
            Label {
                text: header.submission.history ?? ""
                muted: true
                anchors.verticalCenter: parent.verticalCenter
            }
        }
        Row {
            visible: (header.submission.copies ?? "") !== ""
            spacing: Theme.gap4

            Icon {
                name: "copy"
                color: Theme.muted
                size: Theme.px(15)
                anchors.verticalCenter: parent.verticalCenter
            }
            Label {
                text: header.submission.copies ?? ""
                muted: true
                anchors.verticalCenter: parent.verticalCenter
            }
        }
        TrustBadge {
            level: header.submission.level ?? "?"
            onClicked: trust.open()
        }
    }
    Label {
        visible: header.submission.setRefused === true
        text: qsTr("The checks refuse this submission as a whole: its licence or its size.")
        color: Theme.danger
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    TrustSheet {
        id: trust

        title: header.submission.title ?? ""
        level: header.submission.level ?? ""
        explanation: qsTr("What was registered is known from the network; what came is compared with it on this computer.")
        steps: (header.submission.steps ?? []).concat(header.submission.checks ?? [])
    }
}

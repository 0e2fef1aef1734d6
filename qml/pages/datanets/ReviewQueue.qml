import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Datanet.App
import Datanet.Controls
import Datanet.Ui

Rectangle {
    id: panel

    required property ReviewDesk desk
    property string title
    readonly property var submission: panel.desk.submission

    color: Theme.surface

    Divider {
        vertical: true
        height: parent.height
        x: panel.LayoutMirroring.enabled ? 0 : parent.width - 1
    }
    ColumnLayout {
        anchors.fill: parent
        anchors.rightMargin: 1
        spacing: 0

        RowLayout {
            spacing: Theme.gap8
            Layout.fillWidth: true
            Layout.margins: Theme.gap12
            Layout.leftMargin: Theme.gap16

            Label {
                text: panel.title
                kind: Label.Strong
                Layout.fillWidth: true
            }
            ComboBox {
                objectName: "queueOrder"
                visible: panel.desk.queue.count > 1
                size: Button.Small
                iconName: "sort"
                //: In which order the submissions of a queue stand
                name: qsTr("Order of the queue")
                //: Orders of a reviewer's queue
                model: [qsTr("Risk"), qsTr("Age"), qsTr("Size"), qsTr("Time left")]
                currentIndex: panel.desk.queue.order
                Layout.preferredWidth: Theme.px(124)
                onActivated: index => panel.desk.queue.order = index
            }
        }
        Divider {
            Layout.fillWidth: true
        }
        Label {
            visible: text !== ""
            text: panel.desk.queueProblem
            color: Theme.caution
            wrapMode: Text.Wrap
            Layout.fillWidth: true
            Layout.margins: Theme.gap16
        }
        Label {
            objectName: "reviewStanding"
            visible: text !== ""
            text: panel.desk.standing
            color: panel.desk.unpaid ? Theme.caution : Theme.muted
            wrapMode: Text.Wrap
            Layout.fillWidth: true
            Layout.margins: Theme.gap16
        }
        Label {
            visible: panel.desk.queue.count === 0
            text: panel.desk.listing.running ? qsTr("Asking the network") : qsTr("Nothing was sent to this datanet yet.")
            muted: true
            wrapMode: Text.Wrap
            Layout.fillWidth: true
            Layout.margins: Theme.gap16
        }
        ListView {
            id: list

            objectName: "reviewQueue"
            clip: true
            model: panel.desk.queue
            boundsBehavior: Flickable.StopAtBounds
            activeFocusOnTab: true
            //: The submissions that a reviewer sees
            Accessible.name: qsTr("Submissions")
            Accessible.role: Accessible.List
            Layout.fillWidth: true
            Layout.fillHeight: true
            T.ScrollBar.vertical: ScrollBar {}

            delegate: ReviewQueueRow {
                width: ListView.view.width
                on: panel.submission.id === entry.id // qmllint disable unqualified
                busy: panel.desk.voting.running // qmllint disable unqualified
                onOpenRequested: panel.desk.open(entry.id) // qmllint disable unqualified
                onActionRequested: panel.desk.act(entry.id, entry.task) // qmllint disable unqualified
            }

            // Another order or another submission must not lead away from what is looked at.
            Connections {
                property real kept: 0

                target: panel.desk.queue

                function onModelAboutToBeReset() {
                    kept = list.contentY;
                }

                function onModelReset() {
                    list.contentY = Math.max(list.originY, Math.min(kept, list.originY + list.contentHeight - list.height));
                }
            }
        }
        ReviewPanel {
            visible: panel.submission.id !== undefined
            seats: panel.submission.panel ?? []
            title: panel.submission.title ?? ""
            opens: panel.desk.opensVotes
            Layout.fillWidth: true
        }
        ReviewAgreement {
            desk: panel.desk
            Layout.fillWidth: true
            Layout.leftMargin: Theme.gap16
            Layout.rightMargin: Theme.gap16
            Layout.bottomMargin: visible ? Theme.gap16 : 0
        }
    }
}

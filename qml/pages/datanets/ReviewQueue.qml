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
            Icon {
                name: "sort"
            }
            Label {
                //: The queue of a reviewer is in the order of risk
                text: qsTr("Risk")
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
            visible: panel.desk.queue.length === 0
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
                required property int index
                required property var modelData

                width: ListView.view.width
                entry: modelData
                heading: index === 0 || panel.desk.queue[index - 1].group !== modelData.group // qmllint disable unqualified
                groupCount: panel.desk.queue.filter(other => other.group === modelData.group).length // qmllint disable unqualified
                on: panel.submission.id === modelData.id // qmllint disable unqualified
                busy: panel.desk.voting.running // qmllint disable unqualified
                onOpenRequested: panel.desk.open(modelData.id) // qmllint disable unqualified
                onActionRequested: panel.desk.act(modelData.id, modelData.task) // qmllint disable unqualified
            }
        }
        ReviewPanel {
            visible: panel.submission.id !== undefined
            seats: panel.submission.panel ?? []
            title: panel.submission.title ?? ""
            opens: panel.desk.opensVotes
            Layout.fillWidth: true
        }
    }
}

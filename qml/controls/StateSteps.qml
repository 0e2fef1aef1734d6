import QtQuick
import QtQuick.Layouts
import Datanet.Controls

ColumnLayout {
    id: steps

    // Each: { title, detail?, time?, state } with state "done", "current", "waiting" or "failed"
    property var model: []
    property bool horizontal: false
    // Too narrow for all titles beside each other: only that of the present step is written.
    readonly property bool tight: steps.horizontal && steps.width < steps.model.length * Theme.px(112)

    spacing: 0

    function iconOf(state: string): string {
        switch (state) {
        case "done":
            return "check";
        case "failed":
            return "close";
        case "current":
            return "clock";
        default:
            return "";
        }
    }

    function wordOf(state: string): string {
        switch (state) {
        case "done":
            //: State of a step
            return qsTr("done");
        case "failed":
            //: State of a step
            return qsTr("failed");
        case "current":
            //: State of a step
            return qsTr("now");
        default:
            //: State of a step
            return qsTr("not yet");
        }
    }

    component Knot: Rectangle {
        id: knot

        required property string progress
        required property string iconName

        implicitWidth: Theme.px(24)
        implicitHeight: Theme.px(24)
        radius: height / 2
        color: knot.progress === "done" ? Theme.positiveSoft : knot.progress === "failed" ? Theme.dangerSoft : knot.progress === "current" ? Theme.accentSoft : "transparent"
        border.width: knot.progress === "current" || knot.progress === "waiting" ? 1.5 : 0
        border.color: knot.progress === "current" ? Theme.accent : Theme.line

        Icon {
            anchors.centerIn: parent
            name: knot.iconName
            size: Theme.px(14)
            color: knot.progress === "done" ? Theme.positive : knot.progress === "failed" ? Theme.danger : Theme.accentText
        }
    }

    Repeater {
        model: steps.horizontal ? [] : steps.model

        RowLayout {
            id: step

            required property int index
            required property var modelData
            readonly property bool last: step.index === steps.model.length - 1 // qmllint disable unqualified

            spacing: Theme.gap12
            Layout.fillWidth: true
            Accessible.role: Accessible.ListItem
            Accessible.name: step.modelData.title + ", " + steps.wordOf(step.modelData.state)
            Accessible.description: step.modelData.detail ?? ""

            ColumnLayout {
                spacing: 0
                Layout.fillHeight: true
                Layout.alignment: Qt.AlignTop

                Knot {
                    progress: step.modelData.state
                    iconName: steps.iconOf(progress) // qmllint disable unqualified
                }
                Rectangle {
                    visible: !step.last
                    implicitWidth: 1.5
                    color: step.modelData.state === "done" ? Theme.positive : Theme.line
                    opacity: step.modelData.state === "done" ? 0.5 : 1
                    Layout.fillHeight: true
                    Layout.minimumHeight: Theme.gap12
                    Layout.alignment: Qt.AlignHCenter
                }
            }
            ColumnLayout {
                spacing: 0
                Layout.fillWidth: true
                Layout.topMargin: 2
                Layout.bottomMargin: step.last ? 0 : Theme.gap16
                Layout.alignment: Qt.AlignTop

                RowLayout {
                    Layout.fillWidth: true
                    Layout.fillHeight: false

                    Label {
                        text: step.modelData.title
                        kind: step.modelData.state === "waiting" ? Label.Body : Label.Strong
                        muted: step.modelData.state === "waiting"
                        wrapMode: Text.Wrap
                        Layout.fillWidth: true
                    }
                    Label {
                        text: step.modelData.time ?? ""
                        muted: true
                        Layout.alignment: Qt.AlignTop
                    }
                }
                Label {
                    visible: text !== ""
                    text: step.modelData.detail ?? ""
                    muted: true
                    wrapMode: Text.Wrap
                    Layout.fillWidth: true
                }
            }
        }
    }
    RowLayout {
        visible: steps.horizontal
        spacing: Theme.gap8
        Layout.fillWidth: true

        Repeater {
            model: steps.horizontal ? steps.model : []

            RowLayout {
                id: flat

                required property int index
                required property var modelData

                spacing: Theme.gap8
                Layout.fillWidth: flat.index < steps.model.length - 1 // qmllint disable unqualified
                Accessible.role: Accessible.ListItem
                Accessible.name: flat.modelData.title + ", " + steps.wordOf(flat.modelData.state)

                Knot {
                    progress: flat.modelData.state
                    iconName: steps.iconOf(progress) // qmllint disable unqualified
                }
                Label {
                    visible: !steps.tight || flat.modelData.state === "current" // qmllint disable unqualified
                    text: flat.modelData.title
                    kind: flat.modelData.state === "current" ? Label.Strong : Label.Body
                    muted: flat.modelData.state === "waiting"
                }
                Rectangle {
                    visible: flat.index < steps.model.length - 1 // qmllint disable unqualified
                    implicitHeight: 1.5
                    color: flat.modelData.state === "done" ? Theme.positive : Theme.line
                    opacity: flat.modelData.state === "done" ? 0.5 : 1
                    Layout.fillWidth: true
                    Layout.minimumWidth: Theme.gap16
                }
            }
        }
    }
}

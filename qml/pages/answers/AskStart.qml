import QtQuick
import Datanet.App
import Datanet.Controls

// Before the first answer: what can be asked, or why nothing can.
Item {
    id: start

    required property Studio studio
    readonly property Asking asking: start.studio.asking
    readonly property AskableModels models: start.asking.models
    readonly property bool connected: start.studio.level !== ""
    readonly property bool none: start.models.known && start.models.list.length === 0

    signal suggested(string question)
    signal modelsRequested

    ErrorBanner {
        readonly property Operation failed: start.models.listing.failed ? start.models.listing : start.models.preparing

        width: Math.min(Theme.px(560), start.width - 2 * Theme.gap24)
        anchors.horizontalCenter: parent.horizontalCenter
        y: Theme.gap24
        what: start.connected ? failed.errorTitle : ""
        safe: failed.errorDetail
        todo: failed.errorAdvice
        onDismissed: failed.dismissError()
    }
    LoadingState {
        visible: start.connected && !start.models.known && !start.models.listing.failed
        anchors.centerIn: parent
        //: While the list of models is read from the network
        text: qsTr("Looking for models")
    }
    EmptyState {
        visible: !start.connected
        anchors.centerIn: parent
        width: Math.min(Theme.px(480), parent.width - 2 * Theme.gap24)
        iconName: "network"
        //: No server of the network in use answers
        title: qsTr("No network answers")
        text: start.studio.practice ? qsTr("Models are asked through the practice network, and it is not running. Start it in a terminal with: datanet practice up") : qsTr("Models are asked through a network, and no server of this one answers. Settings has the servers.")
    }
    EmptyState {
        visible: start.connected && start.none
        anchors.centerIn: parent
        width: Math.min(Theme.px(480), parent.width - 2 * Theme.gap24)
        iconName: "chip"
        title: qsTr("No model yet")
        text: start.studio.practice ? qsTr("A model is made of the published versions of a datanet. The practice programs make one as soon as a version is published; it appears here by itself.") : qsTr("A model is made of the published versions of a datanet. Whoever makes one offers it with its price, and then it can be asked here.")
        //: Button: goes to the list of models
        actionText: qsTr("See models")
        onAction: start.modelsRequested()
    }
    EmptyState {
        visible: start.connected && start.models.index >= 0 && !start.models.here
        anchors.centerIn: parent
        width: Math.min(Theme.px(480), parent.width - 2 * Theme.gap24)
        iconName: "server"
        //: The model that is chosen cannot be asked from here
        title: qsTr("This model is run elsewhere")
        text: qsTr("Who runs it cannot be reached from this computer, so it cannot be asked here. Choose another model at the top.")
    }
    ScrollArea {
        id: scroll

        visible: start.connected && start.models.here
        anchors.fill: parent

        Item {
            width: scroll.width
            implicitHeight: ready.y + ready.implicitHeight + Theme.gap16

            EmptyState {
                id: ready

                anchors.horizontalCenter: parent.horizontalCenter
                y: Math.max(Theme.gap16, Math.round((scroll.height - implicitHeight) / 2))
                width: Math.min(Theme.px(560), parent.width - 2 * Theme.gap24)
                iconName: "chat"
                //: %1 is the name of a model
                title: qsTr("Ask %1").arg(start.models.title)
                text: qsTr("It answers with words of published records. Where each comes from lights up in the answer.")

                Label {
                    visible: text !== ""
                    anchors.horizontalCenter: parent.horizontalCenter
                    text: start.models.trainedText.charAt(0).toUpperCase() + start.models.trainedText.slice(1)
                    muted: true
                }
                Column {
                    id: chips

                    anchors.horizontalCenter: parent.horizontalCenter
                    width: Math.min(Theme.px(480), start.width - 2 * Theme.gap24)
                    topPadding: Theme.gap12
                    spacing: Theme.gap8

                    Repeater {
                        model: start.models.suggestions

                        Chip {
                            id: chip

                            required property string modelData

                            objectName: "suggestion"
                            text: chip.modelData
                            anchors.horizontalCenter: parent.horizontalCenter
                            width: Math.min(implicitWidth, chips.width) // qmllint disable unqualified
                            onClicked: start.suggested(chip.modelData) // qmllint disable unqualified
                        }
                    }
                }
                Label {
                    visible: start.models.preparing.running
                    anchors.horizontalCenter: parent.horizontalCenter
                    text: start.models.preparing.step !== "" ? start.models.preparing.step : qsTr("Reading the model")
                    muted: true
                }
            }
        }
    }
}

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Datanet.App
import Datanet.Controls
import Datanet.Ui

RowLayout {
    id: page

    required property Studio studio
    readonly property ModelsView view: page.studio.models
    readonly property var current: page.view.current
    readonly property var currentHere: page.view.currentHere
    readonly property bool empty: page.view.models.length === 0 && page.view.here.length === 0
    readonly property var rows: [...(page.view.models.length > 0 ? page.view.models : [{nothing: qsTr("No model is on this network yet.")}]), ...(page.view.here.length > 0 ? page.view.here : [{
                nothing: qsTr("You have trained no model yet.")
            }])]
    readonly property int networkRows: Math.max(1, page.view.models.length)

    spacing: 0
    Component.onCompleted: page.view.refresh()

    ColumnLayout {
        spacing: 0
        Layout.fillWidth: true
        Layout.fillHeight: true

        AnswersToolbar {
            //: What the page with models is about
            text: qsTr("What models know comes from the records of datanets, and what they earn goes back to them.")
            Layout.fillWidth: true

            Button {
                text: qsTr("Train a model")
                iconName: "plus"
                variant: Button.Primary
                enabled: page.view.known && !page.view.training.running
                onClicked: train.open()
            }
        }
        ProgressRow {
            visible: page.view.training.running
            text: page.view.training.step !== "" ? page.view.training.step : qsTr("Training")
            value: page.view.training.progress
            Layout.fillWidth: true
            Layout.margins: visible ? Theme.gap24 : 0
            onCancelRequested: page.view.training.cancel()
        }
        ErrorBanner {
            what: page.view.training.errorTitle
            safe: page.view.training.errorDetail
            todo: page.view.training.errorAdvice
            Layout.fillWidth: true
            Layout.margins: visible ? Theme.gap24 : 0
            onDismissed: page.view.training.dismissError()
        }
        ErrorBanner {
            what: page.view.listing.errorTitle
            safe: page.view.listing.errorDetail
            todo: page.view.listing.errorAdvice
            //: Does again what failed
            actionText: qsTr("Try again")
            dismissible: false
            Layout.fillWidth: true
            Layout.margins: visible ? Theme.gap24 : 0
            onAction: page.view.refresh()
        }
        LoadingState {
            visible: page.empty && page.view.listing.running
            text: qsTr("Asking the network")
            Layout.alignment: Qt.AlignCenter
            Layout.fillHeight: true
        }
        EmptyState {
            visible: page.empty && !page.view.listing.running && !page.view.listing.failed
            iconName: "chip"
            title: qsTr("No models yet")
            text: qsTr("Train one on what a datanet has published. Each of its answers can be traced to the records it came from.")
            actionText: qsTr("Train a model")
            actionIcon: "plus"
            Layout.alignment: Qt.AlignCenter
            Layout.fillHeight: true
            onAction: train.open()
        }
        Item {
            visible: page.empty && page.view.listing.failed
            Layout.fillHeight: true
        }
        ListView {
            id: list

            objectName: "models"
            visible: !page.empty
            clip: true
            // A number: rows that are read anew keep their places and the focus.
            model: page.rows.length
            boundsBehavior: Flickable.StopAtBounds
            activeFocusOnTab: true
            keyNavigationEnabled: true
            Accessible.name: qsTr("Models")
            Accessible.role: Accessible.List
            Layout.fillWidth: true
            Layout.fillHeight: true
            T.ScrollBar.vertical: ScrollBar {}

            delegate: ModelRow {
                required property int index
                // qmllint disable unqualified
                width: ListView.view.width
                entry: page.rows[index] ?? {}
                heading: index === 0 ? qsTr("On the network") : index === page.networkRows ? qsTr("On this computer") : ""
                on: entry.id !== undefined ? page.current.id === entry.id : entry.name !== undefined && page.currentHere.name === entry.name
                unit: page.studio.coin
                practice: page.studio.practice
                onChosen: entry.id !== undefined ? page.view.show(entry.id) : page.view.showHere(entry.name)
                // qmllint enable unqualified
            }
        }
    }
    ModelPanel {
        visible: page.current.id !== undefined
        entry: page.view.current
        unit: page.studio.coin
        practice: page.studio.practice
        Layout.fillHeight: true
        onCloseRequested: page.view.close()
        onModelChosen: id => page.view.show(id)
    }
    LocalModelPanel {
        visible: page.currentHere.name !== undefined
        view: page.view
        Layout.fillHeight: true
        onCloseRequested: page.view.close()
        onRegisterRequested: register.open()
    }

    TrainModelSheet {
        id: train

        objectName: "trainModel"
        view: page.view
    }
    RegisterModelSheet {
        id: register

        objectName: "registerModel"
        view: page.view
        unit: page.studio.coin
        practice: page.studio.practice
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

Sheet {
    id: sheet

    required property ModelsView view
    // By number of the datanet.
    property var chosen: ({})
    readonly property var numbers: sheet.view.datanets.filter(datanet => sheet.chosen[datanet.id] === true).map(datanet => datanet.id)

    title: qsTr("Train a model")
    subtitle: qsTr("A language model of everything that the datanets you choose have published. It is made on this computer and stays here until you put it on the network.")
    //: Starts training a model
    primaryText: qsTr("Train")
    primaryIcon: "chip"
    primaryEnabled: name.text.trim() !== "" && sheet.numbers.length > 0
    busy: sheet.view.training.running
    onAboutToShow: {
        sheet.view.training.dismissError();
        name.text = "";
        const only = sheet.view.datanets.length === 1;
        sheet.chosen = only ? {[sheet.view.datanets[0].id]: true} : {};
    }
    onOpened: name.forceActiveFocus(Qt.TabFocusReason)
    onAccepted: sheet.view.train(name.text.trim(), sheet.numbers)

    Connections {
        target: sheet.view

        function onTrained() {
            sheet.close();
        }
    }

    Field {
        label: qsTr("Name")
        hint: qsTr("Letters, digits, - and _. A name that is there already is brought up to the newest versions.")
        Layout.fillWidth: true

        TextField {
            id: name

            name: qsTr("Name")
            maximumLength: 64
            enabled: !sheet.busy
            Layout.fillWidth: true
            onAccepted: if (sheet.primaryEnabled && !sheet.busy)
                sheet.accepted()
        }
    }
    Label {
        //: Over the list of datanets to train a model on
        text: qsTr("Train it on")
        kind: Label.Strong
    }
    Label {
        visible: sheet.view.datanets.length === 0
        text: qsTr("No datanet of this network has published anything yet.")
        muted: true
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    Repeater {
        model: sheet.view.datanets

        CheckBox {
            id: box

            required property var modelData

            text: box.modelData.title
            detail: box.modelData.detail
            checked: sheet.chosen[box.modelData.id] === true // qmllint disable unqualified
            enabled: !sheet.busy // qmllint disable unqualified
            Layout.fillWidth: true
            onToggled: sheet.chosen = Object.assign({}, sheet.chosen, {[box.modelData.id]: box.checked}) // qmllint disable unqualified
        }
    }
    ErrorBanner {
        what: sheet.view.training.errorTitle
        safe: sheet.view.training.errorDetail
        todo: sheet.view.training.errorAdvice
        Layout.fillWidth: true
        onDismissed: sheet.view.training.dismissError()
    }
    ProgressRow {
        visible: sheet.view.training.running
        text: sheet.view.training.step !== "" ? sheet.view.training.step : qsTr("Training")
        value: sheet.view.training.progress
        Layout.fillWidth: true
        onCancelRequested: sheet.view.training.cancel()
    }
}

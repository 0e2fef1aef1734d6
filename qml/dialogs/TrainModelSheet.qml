import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

Sheet {
    id: sheet

    required property ModelsView view
    readonly property var datanets: sheet.view.datanets
    // By number of the datanet.
    property var chosen: ({})
    readonly property var numbers: sheet.datanets.filter(datanet => sheet.chosen[datanet.id] === true).map(datanet => datanet.id)

    title: qsTr("Train a model")
    subtitle: qsTr("A language model of everything that the datanets you choose have published. It is made on this computer and stays here until you put it on the network.")
    //: Starts training a model
    primaryText: qsTr("Train")
    primaryIcon: "chip"
    primaryEnabled: name.text.trim() !== "" && sheet.numbers.length > 0
    onAboutToShow: {
        name.text = "";
        const only = sheet.datanets.length === 1;
        sheet.chosen = only ? {[sheet.datanets[0].id]: true} : {};
    }
    onOpened: name.forceActiveFocus(Qt.TabFocusReason)
    // It takes a while, and the page says how far it is.
    onAccepted: {
        sheet.view.train(name.text.trim(), sheet.numbers);
        sheet.close();
    }

    Field {
        label: qsTr("Name")
        hint: qsTr("Letters, digits, - and _. A name that is there already is brought up to the newest versions.")
        Layout.fillWidth: true

        TextField {
            id: name

            name: qsTr("Name")
            maximumLength: 64
            Layout.fillWidth: true
            onAccepted: if (sheet.primaryEnabled)
                sheet.accepted()
        }
    }
    Label {
        //: Over the list of datanets to train a model on
        text: qsTr("Train it on")
        kind: Label.Strong
    }
    Label {
        visible: sheet.datanets.length === 0
        text: qsTr("No datanet of this network has published anything yet.")
        muted: true
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    Column {
        id: boxes

        visible: sheet.datanets.length > 0
        spacing: Theme.gap16
        Layout.fillWidth: true

        Repeater {
            model: sheet.datanets

            CheckBox {
                id: box

                required property var modelData

                text: box.modelData.title
                detail: box.modelData.detail
                checked: sheet.chosen[box.modelData.id] === true // qmllint disable unqualified
                width: boxes.width // qmllint disable unqualified
                onToggled: sheet.chosen = Object.assign({}, sheet.chosen, {[box.modelData.id]: box.checked}) // qmllint disable unqualified
            }
        }
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// Which model's rounds are shown, and on the practice network the button that finishes one.
AnswersToolbar {
    id: bar

    required property PayoutRounds view
    readonly property var models: bar.view.models
    readonly property bool none: bar.models.length === 0

    ComboBox {
        objectName: "roundsModel"
        visible: !bar.none
        iconName: "chip"
        //: Spoken name of the list of models to choose from
        name: qsTr("Model")
        model: bar.models
        textRole: "title"
        currentIndex: bar.models.findIndex(model => model.id === bar.view.model)
        enabled: !bar.view.finishing.running && !bar.view.stepping.running
        Layout.fillWidth: true
        Layout.maximumWidth: Theme.px(280)
        onActivated: index => bar.view.useModel(bar.models[index].id)
    }
    Item {
        Layout.fillWidth: true
    }
    Tag {
        visible: finish.visible
        //: Beside a button whose work a program does
        text: qsTr("program")
    }
    Button {
        id: finish

        objectName: "finishRound"
        visible: bar.view.finishable || bar.view.finishing.running
        text: qsTr("Finish payout round")
        iconName: "check"
        variant: Button.Primary
        //: What the button "Finish payout round" does
        hint: qsTr("The attributor, a program of the practice network, takes all steps now, and the clock is moved past the time for objections")
        busy: bar.view.finishing.running
        enabled: !bar.view.finishing.running && !bar.view.stepping.running
        onClicked: bar.view.finish()
    }
}

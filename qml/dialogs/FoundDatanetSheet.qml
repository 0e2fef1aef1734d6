import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// A short way to a datanet of one's own: what it collects, how it is reviewed, where it lives, what that costs.
Sheet {
    id: sheet

    required property DatanetFounding founding
    property string accountName
    property string unit
    property bool practice: false
    property int step: 0
    readonly property int last: 3
    readonly property var cost: sheet.founding.cost
    readonly property bool looking: sheet.step === sheet.last

    function begin(): void {
        sheet.founding.begin();
        sheet.step = 0;
        sheet.open();
    }
    function goTo(step: int): void {
        sheet.step = step;
        if (sheet.looking)
            sheet.founding.price();
    }

    //: Dialog in which somebody founds a datanet
    title: qsTr("Found a datanet")
    subtitle: [
        //: Step of founding a datanet
        qsTr("What does it collect?"),
        //: Step of founding a datanet
        qsTr("What do reviewers look at?"),
        //: Step of founding a datanet
        qsTr("Where does it live, and who reads it?"),
        //: Step of founding a datanet
        qsTr("Look it over. You can change its rules at any time.")][sheet.step]
    //: Buttons: to the next step of founding a datanet; founds it
    primaryText: sheet.looking ? qsTr("Found the datanet") : qsTr("Next")
    primaryIcon: sheet.looking ? "layers" : ""
    primaryEnabled: sheet.looking ? sheet.cost.amount !== undefined : sheet.founding.ready[sheet.step] ?? false
    busy: sheet.founding.founding.running
    onAccepted: sheet.looking ? sheet.founding.found() : sheet.goTo(sheet.step + 1)
    footerStart: [
        Button {
            objectName: "foundBack"
            visible: sheet.step > 0
            enabled: !sheet.busy
            size: Button.Large
            //: Button: to the step before
            text: qsTr("Back")
            onClicked: sheet.goTo(sheet.step - 1)
        }
    ]

    Connections {
        target: sheet.founding

        function onFounded() {
            sheet.close();
        }
    }
    StateSteps {
        horizontal: true
        //: Steps of founding a datanet, in a line
        model: Array.from([qsTr("Records"), qsTr("Review"), qsTr("Place"), qsTr("Look over")]).map((title, index) => ({
                    title: title,
                    state: index < sheet.step ? "done" : index === sheet.step ? "current" : "waiting"
                }))
        Layout.fillWidth: true
    }
    // One at a time, each made anew: what is filled while it is hidden keeps the heights of empty fields (Qt 6.4).
    Loader {
        active: sheet.opened || sheet.visible
        visible: active
        sourceComponent: [records, review, places, facts][sheet.step]
        Layout.fillWidth: true
    }
    ErrorBanner {
        readonly property Operation failed: sheet.founding.founding.failed ? sheet.founding.founding : sheet.founding.preparing.failed ? sheet.founding.preparing : sheet.founding.pricing

        what: failed.errorTitle
        safe: failed.errorDetail
        todo: failed.errorAdvice
        Layout.fillWidth: true
    }
    ProgressRow {
        visible: sheet.founding.founding.running
        text: sheet.founding.founding.step !== "" ? sheet.founding.founding.step : qsTr("Founding the datanet")
        value: sheet.founding.founding.progress
        cancellable: false
        Layout.fillWidth: true
    }

    Component {
        id: records

        FoundRecords {
            founding: sheet.founding // qmllint disable unqualified
        }
    }
    Component {
        id: review

        FoundReview {
            founding: sheet.founding // qmllint disable unqualified
        }
    }
    Component {
        id: places

        FoundPlaces {
            founding: sheet.founding // qmllint disable unqualified
            practice: sheet.practice // qmllint disable unqualified
        }
    }
    Component {
        id: facts

        // qmllint disable unqualified
        FoundFacts {
            founding: sheet.founding
            accountName: sheet.accountName
            unit: sheet.unit
            practice: sheet.practice
        }
        // qmllint enable unqualified
    }
}

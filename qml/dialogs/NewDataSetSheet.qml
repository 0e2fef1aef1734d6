import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

Sheet {
    id: sheet

    required property Workbench workbench
    readonly property string shape: questions.checked ? "questions" : terms.checked ? "terms" : "texts"

    title: qsTr("New data set")
    subtitle: qsTr("Write the records yourself, or bring in files later.")
    //: Button that makes a new data set
    primaryText: qsTr("Make it")
    primaryEnabled: facts.complete
    busy: sheet.workbench.importing.running
    onAboutToShow: facts.title = ""
    onOpened: facts.takeFocus()
    onAccepted: sheet.workbench.createEmpty(facts.title, facts.domain, facts.licence, sheet.shape)

    Connections {
        target: sheet.workbench

        function onImported() {
            sheet.close();
        }
    }

    DataSetFacts {
        id: facts

        licences: sheet.workbench.licences
        Layout.fillWidth: true
    }
    Label {
        //: Heading above the choice of which fields records have
        text: qsTr("What a record is")
        kind: Label.Strong
    }
    RowLayout {
        spacing: Theme.gap12
        Layout.fillWidth: true

        RadioCard {
            id: questions

            checked: true
            iconName: "chat"
            text: qsTr("Question and answer")
            detail: qsTr("Two texts that belong together")
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.fillHeight: true
        }
        RadioCard {
            id: terms

            iconName: "book"
            text: qsTr("Term and definition")
            detail: qsTr("A word and what it means")
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.fillHeight: true
        }
        RadioCard {
            iconName: "text"
            text: qsTr("Text")
            detail: qsTr("A passage and where it is from")
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.fillHeight: true
        }
    }
    ErrorBanner {
        what: sheet.workbench.importing.errorTitle
        safe: sheet.workbench.importing.errorDetail
        todo: sheet.workbench.importing.errorAdvice
        Layout.fillWidth: true
    }
}

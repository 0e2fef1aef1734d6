import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// First step of founding a datanet: what it collects.
ColumnLayout {
    id: step

    required property DatanetFounding founding
    readonly property var draft: step.founding.draft
    readonly property var forms: Array.from(step.founding.forms)
    readonly property var licences: Array.from(step.founding.licences)

    spacing: Theme.gap16
    Component.onCompleted: name.takeFocus()

    FoundField {
        id: name

        founding: step.founding
        part: "name"
        //: Of a datanet
        label: qsTr("Name")
        //: Example of the name of a datanet
        placeholder: qsTr("Recipes of bakers")
        Layout.fillWidth: true
    }
    FoundField {
        founding: step.founding
        part: "purpose"
        lines: 3
        //: Of a datanet
        label: qsTr("What it is for")
        //: Example of what a datanet is for
        placeholder: qsTr("Words of bakers, for a model that answers their questions.")
        Layout.fillWidth: true
    }
    Field {
        //: Which fields the records of a datanet have
        label: qsTr("Form of a record")
        hint: qsTr("Its fields: %1").arg(step.forms[step.draft.form]?.fields ?? "")
        Layout.fillWidth: true

        ComboBox {
            objectName: "found-form"
            name: qsTr("Form of a record")
            model: step.forms.map(form => form.title)
            currentIndex: step.draft.form ?? 0
            Layout.fillWidth: true
            onActivated: index => step.founding.set("form", index)
        }
    }
    RowLayout {
        spacing: Theme.gap16
        Layout.fillWidth: true

        Field {
            //: What the records of a datanet are
            label: qsTr("What it holds")
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignTop

            ComboBox {
                objectName: "found-kind"
                name: qsTr("What it holds")
                model: step.founding.kinds
                currentIndex: step.draft.kind ?? 0
                Layout.fillWidth: true
                onActivated: index => step.founding.set("kind", index)
            }
        }
        Field {
            //: The licence under which a datanet takes and publishes records
            label: qsTr("Licence")
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignTop

            ComboBox {
                objectName: "found-licence"
                name: qsTr("Licence")
                model: step.licences
                currentIndex: step.licences.indexOf(step.draft.licence)
                Layout.fillWidth: true
                onActivated: index => step.founding.set("licence", step.licences[index])
            }
        }
    }
}

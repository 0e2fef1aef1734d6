import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// For whom a file is meant: a datanet whose form its columns are matched to, or nobody in particular.
ColumnLayout {
    id: form

    required property ImportPreview preview
    // { id, name }
    property var datanets: []

    readonly property var suggestion: form.preview.suggestion
    readonly property bool empty: form.datanets.length === 0 && !form.preview.asking.failed

    spacing: Theme.gap12

    Notice {
        visible: (form.suggestion.name ?? "") !== ""
        tone: Tone.Accent
        //: A datanet that the columns of a file seem to be meant for; %1 is its name
        title: qsTr("This looks like records for %1").arg(form.suggestion.name ?? "")
        text: (form.suggestion.rules ?? []).map(rule => "\u2022 " + rule).concat(
                  //: %1 are the licences under which a datanet accepts records
                  qsTr("Licences it accepts: %1").arg(form.suggestion.licencesText ?? "")).join("\n")
        Layout.fillWidth: true

        Button {
            //: Matches the columns of a file to the form of the datanet suggested
            text: qsTr("Match to it")
            size: Button.Small
            onClicked: form.preview.matchDatanet(form.suggestion.id, form.suggestion.name)
        }
    }
    ComboBox {
        visible: form.datanets.length > 0
        //: Before the name of the datanet that a file is meant for
        prefix: qsTr("For")
        //: A file is meant for no datanet in particular
        model: [qsTr("No datanet yet: keep its own columns"), ...Array.from(form.datanets, datanet => datanet.name)]
        currentIndex: form.datanets.findIndex(datanet => datanet.id === form.preview.datanet) + 1
        Layout.fillWidth: true
        onActivated: index => {
            const chosen = index === 0 ? {id: 0, name: ""} : form.datanets[index - 1];
            form.preview.matchDatanet(chosen.id, chosen.name);
        }
    }
    LoadingState {
        visible: form.preview.asking.running
        //: While the form of a datanet is fetched
        text: qsTr("Fetching what it asks for")
        Layout.fillWidth: true
    }
    ErrorBanner {
        what: form.preview.asking.errorTitle
        safe: form.preview.asking.errorDetail
        todo: form.preview.asking.errorAdvice
        Layout.fillWidth: true
    }
}

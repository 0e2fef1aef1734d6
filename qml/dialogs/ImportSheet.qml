import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

Sheet {
    id: sheet

    required property Workbench workbench
    readonly property ImportPreview preview: sheet.workbench.preview
    readonly property bool isNew: !sheet.workbench.isOpen
    // The datanets that a file may be meant for: { id, name }.
    property var datanets: []
    readonly property string question: {
        const names = sheet.preview.columnNames;
        const shown = names.slice(0, 4).join(", ");
        //: Asks whether the columns of a file were understood; %1 are their names
        return names.length > 4 ? qsTr("%1 and %2 more: is that right?").arg(shown).arg(names.length - 4) : qsTr("%1: is that right?").arg(shown);
    }

    title: sheet.preview.ready ? sheet.question : sheet.preview.fileName
    subtitle: sheet.preview.ready ? Markup.plain(sheet.preview.fileName + " \u00b7 " + sheet.preview.formatText + " \u00b7 " + sheet.preview.rowsText) : ""
    //: Button that brings the records of a file into the data set
    primaryText: qsTr("Bring in")
    primaryEnabled: sheet.preview.ready && !sheet.preview.reading.running && sheet.preview.columns.length > 0 && sheet.preview.matching.problem === "" && !sheet.preview.asking.running && (!sheet.isNew || facts.complete)
    busy: sheet.workbench.importing.running
    onAccepted: sheet.workbench.importPreviewed(facts.title, facts.domain, facts.licence)
    onRejected: sheet.preview.clear()

    Connections {
        target: sheet.workbench

        function onImported() {
            sheet.close();
        }
    }
    Connections {
        target: sheet.preview

        function onChanged() {
            if (sheet.preview.ready && facts.title === "")
                facts.title = sheet.preview.suggestedTitle;
            if (sheet.preview.fileName === "")
                facts.title = "";
            if (sheet.preview.ready && !sheet.asked && sheet.datanets.length > 0) {
                sheet.asked = true;
                sheet.preview.suggestAmong(sheet.datanets);
            }
        }
    }
    // Whether it was asked already for whom the file may be meant.
    property bool asked: false
    onAboutToShow: sheet.asked = false

    LoadingState {
        visible: sheet.preview.reading.running
        //: While the first rows of a file are read
        text: qsTr("Looking at the file")
        Layout.fillWidth: true
    }
    ErrorBanner {
        what: sheet.preview.reading.errorTitle !== "" ? sheet.preview.reading.errorTitle : sheet.workbench.importing.errorTitle
        safe: sheet.preview.reading.errorDetail !== "" ? sheet.preview.reading.errorDetail : sheet.workbench.importing.errorDetail
        todo: sheet.preview.reading.errorAdvice !== "" ? sheet.preview.reading.errorAdvice : sheet.workbench.importing.errorAdvice
        Layout.fillWidth: true
    }
    ImportRows {
        visible: sheet.preview.ready
        preview: sheet.preview
        Layout.fillWidth: true
    }
    ImportReading {
        visible: sheet.preview.ready
        preview: sheet.preview
        Layout.fillWidth: true
    }
    Notice {
        visible: sheet.preview.rejectsText !== ""
        tone: Tone.Caution
        title: sheet.preview.rejectsText
        text: Array.from(sheet.preview.rejects, reject => reject.place + ": " + reject.reason).join("\n")
        Layout.fillWidth: true
    }
    ImportForm {
        visible: sheet.preview.ready && !sheet.preview.settled && !empty
        preview: sheet.preview
        datanets: sheet.datanets
        Layout.fillWidth: true
    }
    MatchColumns {
        visible: sheet.preview.ready && !sheet.preview.asking.running
        matching: sheet.preview.matching
        Layout.fillWidth: true
    }
    ImportRoles {
        visible: sheet.preview.ready && !sheet.preview.settled
        preview: sheet.preview
        Layout.fillWidth: true
    }
    Notice {
        visible: sheet.preview.ready && sheet.preview.settled
        tone: Tone.Accent
        //: A file is brought into a data set that has records already
        text: qsTr("The columns get the meaning they have in %1. Rows that do not fit are kept aside.").arg(sheet.workbench.title)
        Layout.fillWidth: true
    }
    DataSetFacts {
        id: facts

        visible: sheet.isNew && sheet.preview.ready
        licences: sheet.workbench.licences
        Layout.fillWidth: true
    }
    ProgressRow {
        visible: sheet.workbench.importing.running
        text: qsTr("Bringing records in")
        value: sheet.workbench.importing.progress
        cancellable: true
        Layout.fillWidth: true
        onCancelRequested: sheet.workbench.importing.cancel()
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// The columns of the records that are there: matched to a datanet's form, renamed or left out, for all records at once.
Sheet {
    id: sheet

    required property Workbench workbench
    readonly property ColumnMatching matching: sheet.workbench.matching

    title: sheet.matching.formTitle !== ""
           //: Title of the sheet in which columns are matched to a datanet's form; %1 is the datanet
           ? qsTr("Match columns to %1").arg(sheet.matching.formTitle)
           //: Title of the sheet in which columns are renamed or left out
           : qsTr("Columns")
    subtitle: qsTr("All records change in one step. Undo brings everything back.")
    //: Button that changes the columns of all records
    primaryText: qsTr("Change the columns")
    primaryEnabled: sheet.matching.choices.length > 1 && sheet.matching.problem === "" && sheet.matching.different
    busy: sheet.workbench.editing.running
    onAboutToShow: sheet.workbench.beginMatching()
    onAccepted: sheet.workbench.applyMatching()

    Connections {
        target: sheet.workbench

        function onMatched() {
            sheet.close();
        }
    }

    LoadingState {
        visible: sheet.matching.choices.length <= 1
        //: While the columns of a data set are looked up
        text: qsTr("Looking at the columns")
        Layout.fillWidth: true
    }
    ErrorBanner {
        what: sheet.workbench.editing.errorTitle
        safe: sheet.workbench.editing.errorDetail
        todo: sheet.workbench.editing.errorAdvice
        Layout.fillWidth: true
    }
    MatchColumns {
        visible: sheet.matching.choices.length > 1
        matching: sheet.matching
        Layout.fillWidth: true
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

ColumnLayout {
    id: problems

    required property Workbench workbench
    readonly property var operations: [problems.workbench.opening, problems.workbench.importing, problems.workbench.saving, problems.workbench.exporting.work, problems.workbench.editing]

    visible: problems.workbench.records.problem !== "" || problems.operations.some(operation => operation.running || operation.failed)
    spacing: 0

    Repeater {
        model: problems.operations

        ErrorBanner {
            id: banner

            required property Operation modelData

            what: banner.modelData.errorTitle
            safe: banner.modelData.errorDetail
            todo: banner.modelData.errorAdvice
            dismissible: true
            Layout.fillWidth: true
            Layout.margins: visible ? Theme.gap12 : 0
            onDismissed: banner.modelData.dismissError()
        }
    }
    ErrorBanner {
        //: The records of a data set could not be read
        what: problems.workbench.records.problem !== "" ? qsTr("The records could not be read") : ""
        safe: problems.workbench.records.problem
        actionText: qsTr("Try again")
        Layout.fillWidth: true
        Layout.margins: visible ? Theme.gap12 : 0
        onAction: problems.workbench.records.refresh()
    }
    Repeater {
        model: [problems.workbench.importing, problems.workbench.exporting.work, problems.workbench.saving]

        ProgressRow {
            id: row

            required property Operation modelData
            required property int index

            visible: row.modelData.running
            //: Work under way on a data set
            text: row.index === 0 ? qsTr("Bringing records in") : row.index === 1 ? qsTr("Writing the file") : qsTr("Saving the version")
            value: row.modelData.progress
            cancellable: true
            Layout.fillWidth: true
            Layout.margins: visible ? Theme.gap12 : 0
            onCancelRequested: row.modelData.cancel()
        }
    }
}

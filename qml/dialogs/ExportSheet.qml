import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// Writes the data set to a file or folder for others: what for, then where, then what came of it.
Sheet {
    id: sheet

    required property Workbench workbench
    readonly property Exporting exporting: sheet.workbench.exporting
    property string kind: "csv"
    // Made from a saved version, always.
    readonly property bool needsVersion: sheet.kind !== "csv" && sheet.kind !== "jsonl" && sheet.kind !== "rejects"
    readonly property bool intoFolder: sheet.kind === "croissant" || sheet.kind === "datapackage" || sheet.kind === "openledger"
    // There is something that no saved version holds.
    readonly property bool leavesOut: !sheet.done && sheet.needsVersion && (!sheet.workbench.hasVersion || sheet.workbench.unsaved)
    readonly property bool done: sheet.exporting.resultText !== "" && !sheet.exporting.work.running
    readonly property var kinds: [
        {
            kind: "csv",
            icon: "table",
            //: What an export is for
            text: qsTr("A table for a spreadsheet"),
            detail: qsTr("One CSV file. Any spreadsheet opens it.")
        },
        {
            kind: "jsonl",
            icon: "text",
            //: What an export is for
            text: qsTr("Records for a program"),
            detail: qsTr("One file of JSON lines. Nothing is lost.")
        },
        {
            kind: "bundle",
            icon: "archive",
            //: What an export is for
            text: qsTr("One file with all versions"),
            detail: qsTr("To keep or to pass on. Git opens it too.")
        },
        {
            kind: "croissant",
            icon: "globe",
            //: What an export is for
            text: qsTr("For Hugging Face and others"),
            detail: qsTr("A folder with the records, their description in Croissant and a signature.")
        },
        {
            kind: "datapackage",
            icon: "folder",
            //: What an export is for
            text: qsTr("For data portals"),
            detail: qsTr("A folder with a table, its description as a Data Package and a signature.")
        },
        {
            kind: "openledger",
            icon: "upload",
            //: What an export is for
            text: qsTr("For OpenLedger's web upload"),
            detail: qsTr("Text files in folders of one day's worth each, with a signed receipt.")
        },
        {
            kind: "rejects",
            icon: "error",
            //: What an export is for
            text: qsTr("The rows kept aside"),
            detail: sheet.workbench.rejectsText
        }
    ]

    signal saveRequested

    title: sheet.done ? qsTr("Written") : qsTr("Write for others")
    subtitle: sheet.done ? "" : qsTr("Nothing leaves this computer: you get a file or a folder.")
    //: Button that asks where a file or folder is to be written; the second closes the sheet
    primaryText: sheet.done ? qsTr("Done") : qsTr("Choose where")
    primaryIcon: sheet.done ? "check" : "folder"
    primaryEnabled: sheet.done || (!sheet.exporting.work.running && (!sheet.needsVersion || sheet.workbench.hasVersion))
    cancelText: sheet.done ? "" : qsTr("Close")
    footerStart: [
        Button {
            visible: sheet.done
            //: Opens the folder in which a written file lies
            text: qsTr("Show in folder")
            iconName: "folder"
            size: Button.Large
            onClicked: Qt.openUrlExternally(sheet.exporting.resultFolder())
        },
        Button {
            visible: sheet.done
            //: Button that leads back to the choice of what to write
            text: qsTr("Write something else")
            variant: Button.Quiet
            size: Button.Large
            onClicked: sheet.exporting.begin()
        }
    ]
    // Stays in sight whatever is scrolled away.
    banner: ColumnLayout {
        visible: sheet.leavesOut || sheet.exporting.work.failed || sheet.exporting.work.running
        spacing: Theme.gap8
        Layout.fillWidth: true
        Layout.leftMargin: Theme.gap24
        Layout.rightMargin: Theme.gap24

        Notice {
            visible: sheet.leavesOut
            tone: Tone.Caution
            //: Before writing a folder for others
            text: !sheet.workbench.hasVersion ? qsTr("This is made from a saved version, and there is none yet.") : qsTr("What is not saved yet is left out: %1.").arg(sheet.workbench.unsavedText)
            Layout.fillWidth: true
        }
        Button {
            visible: sheet.leavesOut
            text: qsTr("Save version")
            iconName: "save"
            onClicked: {
                sheet.close();
                sheet.saveRequested();
            }
        }
        ErrorBanner {
            what: sheet.exporting.work.errorTitle
            safe: sheet.exporting.work.errorDetail
            todo: sheet.exporting.work.errorAdvice
            Layout.fillWidth: true
            onDismissed: sheet.exporting.work.dismissError()
        }
        ProgressRow {
            visible: sheet.exporting.work.running
            //: While a file or folder is written
            text: qsTr("Writing")
            value: sheet.exporting.work.progress
            cancellable: true
            Layout.fillWidth: true
            onCancelRequested: sheet.exporting.work.cancel()
        }
    }
    onAboutToShow: {
        sheet.exporting.begin();
        versions.currentIndex = 0;
        if (sheet.kind === "rejects" && sheet.workbench.rejectsText === "")
            sheet.kind = "csv";
    }
    onAccepted: {
        if (sheet.done)
            sheet.close();
        else if (sheet.intoFolder)
            folderChooser.open();
        else
            fileChooser.open();
    }

    WindowFileChooser {
        id: fileChooser

        mode: FileChooser.SaveFile
        title: qsTr("Write to a file")
        suggestedName: sheet.exporting.suggestedName(sheet.kind)
        defaultSuffix: sheet.kind === "csv" ? "csv" : sheet.kind === "bundle" ? "bundle" : "jsonl"
        onChosen: file => sheet.exporting.write(sheet.kind, file, versions.chosen, "")
    }
    WindowFileChooser {
        id: folderChooser

        mode: FileChooser.OpenFolder
        title: qsTr("Make the new folder in")
        onChosen: folder => sheet.exporting.write(sheet.kind, folder, versions.chosen, address.text)
    }

    Notice {
        visible: sheet.done
        tone: Tone.Positive
        iconName: "check"
        title: sheet.exporting.resultText
        text: [sheet.exporting.resultPath, ...Array.from(sheet.exporting.notes)].join("\n")
        Layout.fillWidth: true
    }
    Notice {
        visible: sheet.done && sheet.kind === "openledger"
        tone: Tone.Neutral
        iconName: "info"
        //: After files for OpenLedger's upload page were written; the last part is a command as it is typed
        text: qsTr("OpenLedger takes 20 files and 10 MB a day. When a day is uploaded, sign that in a terminal: %1").arg("datanet receipt uploaded FOLDER --day 1")
        Layout.fillWidth: true
    }
    GridLayout {
        visible: !sheet.done
        columns: Theme.textScale > 1.4 ? 1 : 2
        columnSpacing: Theme.gap12
        rowSpacing: Theme.gap12
        enabled: !sheet.exporting.work.running
        Layout.fillWidth: true

        Repeater {
            model: sheet.kinds

            RadioCard {
                id: card

                required property var modelData

                visible: card.modelData.kind !== "rejects" || sheet.workbench.rejectsText !== "" // qmllint disable unqualified
                checked: card.modelData.kind === sheet.kind // qmllint disable unqualified
                text: card.modelData.text
                detail: card.modelData.detail
                iconName: card.modelData.icon
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                Layout.fillHeight: true
                onToggled: sheet.kind = card.modelData.kind // qmllint disable unqualified
            }
        }
    }
    Field {
        visible: !sheet.done && sheet.kind !== "bundle" && sheet.kind !== "rejects" && sheet.workbench.hasVersion
        //: Which saved version is written
        label: qsTr("Version")
        Layout.fillWidth: true

        ComboBox {
            id: versions

            readonly property string chosen: versions.currentIndex < 0 || !parent.visible ? "" : (versions.model[versions.currentIndex]?.id ?? "")

            name: qsTr("Version")
            textRole: "text"
            //: Instead of a saved version: the records with what is not saved yet
            model: sheet.needsVersion ? sheet.exporting.versions : [{id: "", text: qsTr("As it is now")}, ...Array.from(sheet.exporting.versions)]
            enabled: !sheet.exporting.work.running
            Layout.fillWidth: true
        }
    }
    Field {
        visible: !sheet.done && (sheet.kind === "croissant" || sheet.kind === "datapackage")
        //: Web address of the page where a data set will be
        label: qsTr("Where it will be published")
        hint: qsTr("A web address, if you know it. It goes into the description.")
        Layout.fillWidth: true

        TextField {
            id: address

            name: qsTr("Where it will be published")
            placeholderText: "https://"
            maximumLength: 500
            enabled: !sheet.exporting.work.running
            Layout.fillWidth: true
        }
    }
}

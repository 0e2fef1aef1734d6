import QtQuick
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// The place "My data": the data sets, or the one that is open.
FocusScope {
    id: page

    required property Studio studio
    property string firstFile
    readonly property Workbench workbench: page.studio.workbench
    property bool showsHistory: false
    property bool showsMerge: false
    // What is shown, for tests.
    readonly property QtObject content: body.item

    function take(file: url) {
        page.takeAll([file]);
    }
    function takeAll(files: var) {
        // All versions of a data set in one file are no table to be read.
        if (files.length === 1 && files[0].toString().endsWith(".bundle") && !page.workbench.isOpen) {
            cloneSheet.openWith(files[0]);
            return;
        }
        page.workbench.previewFiles(files);
        importSheet.open();
    }
    function send() {
        if (page.workbench.checks.mismatchText !== "") {
            matchSheet.open(); // whatever else is wrong, this comes first
            return;
        }
        if (page.workbench.unsaved || !page.workbench.hasVersion) {
            saveSheet.sendAfterwards = true;
            saveSheet.open();
        } else if (page.workbench.checks.datanet > 0) { // qmllint disable type
            sendSheet.prepare(page.workbench.folder, page.workbench.checks.datanet);
        } else {
            chooseSheet.open();
        }
    }
    function takeWaitingFile() {
        const file = page.studio.takeWaitingFile();
        if (file !== "")
            page.take(page.fileUrl(file));
    }
    function fileUrl(path: string): url {
        return "file://" + path.split("/").map(encodeURIComponent).join("/");
    }

    focus: true
    Component.onCompleted: {
        page.studio.datanets.refresh();
        if (page.workbench.startWith(page.firstFile))
            importSheet.open();
        page.takeWaitingFile();
    }

    Labelling {
        id: cards

        studio: page.studio
    }
    Connections {
        target: page.studio

        function onWaitingFileChanged() {
            page.takeWaitingFile();
        }
    }
    Connections {
        target: page.workbench

        function onTold(text: string, canUndo: bool) {
            //: Takes back what was just done
            if (!exportSheet.opened) // what was written is said there
                toast.show(text, Tone.Neutral, canUndo ? qsTr("Undo") : "");
        }
        function onSaved() {
            if (saveSheet.sendAfterwards)
                page.send();
            saveSheet.sendAfterwards = false;
        }
        function onFactsChanged() {
            if (!page.workbench.isOpen)
                page.showsHistory = page.showsMerge = false;
        }
    }

    Connections {
        target: page.workbench.merging

        // Bringing in a branch met something that both sides changed: that is what comes next.
        function onContentChanged() {
            if (page.workbench.merging.underWay && page.workbench.merging.open > 0)
                page.showsMerge = true;
        }
    }
    Connections {
        target: page.workbench.copies

        function onConflicted() {
            copiesSheet.close();
            page.showsMerge = true;
        }
    }

    Loader {
        id: body

        anchors.fill: parent
        focus: true
        sourceComponent: !page.workbench.isOpen ? listView : page.showsMerge ? mergeView : cards.active ? cardView : page.showsHistory ? historyView : benchView
    }
    Toast {
        id: toast

        onAction: {
            toast.hide();
            page.workbench.undo();
        }
    }

    Component {
        id: listView

        // qmllint disable unqualified
        DataSetList {
            dataSets: page.studio.dataSets
            workbench: page.workbench
            onFilesChosen: files => page.takeAll(files)
            onBrowseRequested: fileDialog.open()
            onFolderRequested: folderDialog.open()
            onCopyRequested: cloneSheet.open()
            onNewRequested: newSheet.open()
            onSampleRequested: {
                page.workbench.previewSample();
                importSheet.open();
            }
        }
        // qmllint enable unqualified
    }
    Component {
        id: benchView

        // qmllint disable unqualified
        WorkbenchPage {
            workbench: page.workbench
            datanets: page.studio.datanets.datanets
            onSaveRequested: saveSheet.open()
            onSendRequested: page.send()
            onHistoryRequested: page.showsHistory = true
            onCopiesRequested: copiesSheet.open()
            onMergeRequested: page.showsMerge = true
            onCloseRequested: page.workbench.close()
            onImportRequested: fileDialog.open()
            onMatchRequested: matchSheet.open()
            onChangeAllRequested: changeAllSheet.open()
            onFilesDropped: files => page.takeAll(files)
            onExportRequested: exportSheet.open()
            onLabelRequested: cards.begin(page.workbench.records.selectedCount === 1 ? page.workbench.records.currentRow : -1)
        }
        // qmllint enable unqualified
    }
    Component {
        id: cardView

        // qmllint disable unqualified
        CardPage {
            workbench: page.workbench
            labelling: cards
            onBack: cards.leave()
        }
        // qmllint enable unqualified
    }
    Component {
        id: historyView

        // qmllint disable unqualified
        HistoryPage {
            workbench: page.workbench
            onBack: page.showsHistory = false
            onClosed: page.workbench.close()
            onMergeRequested: page.showsMerge = true
            onCopiesRequested: copiesSheet.open()
        }
        // qmllint enable unqualified
    }
    Component {
        id: mergeView

        // qmllint disable unqualified
        MergePage {
            workbench: page.workbench
            onBack: page.showsMerge = false
            onClosed: page.workbench.close()
        }
        // qmllint enable unqualified
    }

    ImportSheet {
        id: importSheet

        workbench: page.workbench
        datanets: page.studio.datanets.datanets
    }
    ExportSheet {
        id: exportSheet

        workbench: page.workbench
        onSaveRequested: saveSheet.open()
    }
    MatchSheet {
        id: matchSheet

        workbench: page.workbench
    }
    ChangeAllSheet {
        id: changeAllSheet

        workbench: page.workbench
    }
    NewDataSetSheet {
        id: newSheet

        workbench: page.workbench
    }
    CloneSheet {
        id: cloneSheet

        cloning: page.workbench.cloning
    }
    LoginSheet {
        login: page.workbench.cloning.login
    }
    SaveVersionSheet {
        id: saveSheet

        workbench: page.workbench
        onRejected: saveSheet.sendAfterwards = false
    }
    CopiesSheet {
        id: copiesSheet

        copies: page.workbench.copies
    }
    LoginSheet {
        login: page.workbench.copies.login
    }
    ChooseDatanetSheet {
        id: chooseSheet

        datanets: page.studio.datanets
        onDecided: (id, name) => {
            page.workbench.checks.checkAgainst(id, name);
            sendSheet.prepare(page.workbench.folder, id);
        }
    }
    SendSheet {
        id: sendSheet

        studio: page.studio
        onSent: {
            page.workbench.refresh();
            //: Told after records were sent for review
            toast.show(qsTr("Sent. Follow it on Home."), Tone.Positive, "");
        }
    }
    WindowFileChooser {
        id: fileDialog

        mode: FileChooser.OpenFiles
        title: qsTr("Bring in files")
        //: Kinds of files in a file dialog; what is in brackets stays as it is
        nameFilters: [qsTr("All that can be brought in (*.csv *.tsv *.json *.jsonl *.ndjson *.xlsx *.ods *.md *.txt *.pdf *.docx *.jpg *.jpeg *.png *.webp *.tif *.tiff *.wav *.flac *.ogg *.opus *.mp3 *.aif *.aiff *.zip *.tar *.tgz *.gz *.zst)"), qsTr("All files (*)")]
        onChosenFiles: files => page.takeAll(files)
    }
    WindowFileChooser {
        id: folderDialog

        mode: FileChooser.OpenFolder
        title: qsTr("Open the folder of a data set")
        onChosen: folder => page.workbench.openUrl(folder)
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// Gets a copy of a data set that lies elsewhere: where it is, what its folder will be called, how much of its past.
Sheet {
    id: sheet

    required property Cloning cloning
    readonly property string place: address.text.trim()
    readonly property string target: sheet.visible ? sheet.cloning.folderText(sheet.place, name.text.trim()) : ""
    // The choice of a name is the person's own until it is emptied.
    property bool named: false
    // A file holds all versions, always.
    readonly property bool choosable: !sheet.cloning.isFile(sheet.place)
    readonly property bool part: sheet.opened && !sheet.busy && sheet.cloning.hasPart(sheet.place)

    function openWith(file: url) {
        sheet.openAt(sheet.cloning.addressOf(file));
    }
    function openAt(place: string) {
        address.text = place;
        sheet.open();
    }
    function clear() {
        address.text = "";
        name.text = "";
        sheet.named = false;
        every.checked = true;
    }

    //: Dialog that fetches a data set from elsewhere
    title: qsTr("Get a copy")
    subtitle: qsTr("Of a data set that lies elsewhere. What is there stays as it is.")
    //: Buttons of the dialog that fetches a data set from elsewhere; the first goes on where it was stopped
    primaryText: sheet.part ? qsTr("Go on") : qsTr("Get it")
    primaryIcon: "copy"
    primaryEnabled: sheet.place !== "" && problem.error === "" && name.text.trim() !== ""
    busy: sheet.cloning.work.running
    banner: ColumnLayout {
        visible: sheet.busy || sheet.part || sheet.cloning.work.failed
        spacing: Theme.gap8
        Layout.fillWidth: true
        Layout.leftMargin: Theme.gap24
        Layout.rightMargin: Theme.gap24

        ErrorBanner {
            what: sheet.cloning.work.errorTitle
            safe: sheet.cloning.work.errorDetail
            todo: sheet.cloning.work.errorAdvice
            Layout.fillWidth: true
            onDismissed: sheet.cloning.work.dismissError()
        }
        Notice {
            visible: sheet.part && !sheet.cloning.work.failed
            tone: Tone.Neutral
            iconName: "pause"
            //: After fetching a data set was stopped
            text: qsTr("A part of it is here already. It is kept, and the rest comes when you go on.")
            Layout.fillWidth: true
        }
        ProgressRow {
            visible: sheet.busy
            //: While a data set is fetched, before anything is known about it
            text: sheet.cloning.work.step !== "" ? sheet.cloning.work.step : qsTr("Calling there")
            value: sheet.cloning.work.progress
            Layout.fillWidth: true
            // The fields give the focus up meanwhile, and the sheet can't be closed: the key stops what is under way.
            onVisibleChanged: if (visible)
                forceActiveFocus(Qt.OtherFocusReason)

            Keys.onEscapePressed: sheet.cloning.work.cancel()

            onCancelRequested: sheet.cloning.work.cancel()
        }
    }
    onAboutToShow: sheet.cloning.work.dismissError()
    onOpened: address.forceActiveFocus(Qt.TabFocusReason)
    onAccepted: sheet.cloning.get(sheet.place, name.text.trim(), sheet.choosable && newest.checked)

    Connections {
        target: sheet.cloning

        function onGot() {
            sheet.close();
            sheet.clear();
        }
    }
    Connections {
        target: sheet.cloning.work

        // What was typed is where a person goes on, after a login too.
        function onFinished() {
            if (sheet.opened)
                address.forceActiveFocus(Qt.TabFocusReason);
        }
    }
    WindowFileChooser {
        id: folderChooser

        mode: FileChooser.OpenFolder
        title: qsTr("Get a copy of the data set in")
        onChosen: folder => sheet.openWith(folder)
    }
    WindowFileChooser {
        id: fileChooser

        mode: FileChooser.OpenFile
        title: qsTr("Get a copy out of a file")
        //: Kinds of files in a file dialog; what is in brackets stays as it is
        nameFilters: [qsTr("One file with all versions (*.bundle)"), qsTr("All files (*)")]
        onChosen: file => sheet.openWith(file)
    }

    Field {
        id: problem

        //: Where the data set is that a copy is made of
        label: qsTr("Address")
        hint: qsTr("An https or ssh address, a folder, or a file with all versions. If a password is wanted, you are asked; for ssh, your keys wait in the ssh agent.")
        error: sheet.cloning.problem(sheet.place)
        enabled: !sheet.busy
        Layout.fillWidth: true

        // Anchors and a positioner, for the reason that FullWidth has.
        Item {
            implicitWidth: Theme.px(480)
            implicitHeight: address.implicitHeight
            Layout.fillWidth: true

            TextField {
                id: address

                anchors.left: parent.left
                anchors.right: choosers.left
                anchors.rightMargin: Theme.gap8
                objectName: "cloneAddress"
                name: qsTr("Address")
                error: problem.error
                placeholderText: "https://"
                maximumLength: 4000
                onTextChanged: if (!sheet.named)
                    name.text = sheet.cloning.suggestedName(address.text)
                onAccepted: if (sheet.primaryEnabled)
                    sheet.accepted()
            }
            Row {
                id: choosers

                anchors.right: parent.right
                spacing: Theme.gap8

                Button {
                    //: Chooses the folder of a data set
                    text: qsTr("Folder")
                    iconName: "folder"
                    hint: qsTr("Choose the folder of a data set")
                    onClicked: folderChooser.open()
                }
                Button {
                    //: Chooses a file that holds a data set
                    text: qsTr("File")
                    iconName: "file"
                    hint: qsTr("Choose a file with all versions")
                    onClicked: fileChooser.open()
                }
            }
        }
    }
    Field {
        //: Name of the folder into which a data set is fetched
        label: qsTr("Name of its folder")
        //: Under the name of a folder; %1 is the whole path
        hint: name.text.trim() !== "" ? qsTr("It will be %1").arg(sheet.target) : ""
        enabled: !sheet.busy
        Layout.fillWidth: true

        FullWidth {
            TextField {
                id: name

                objectName: "cloneName"
                name: qsTr("Name of its folder")
                maximumLength: 60
                onTextEdited: sheet.named = name.text !== ""
                onAccepted: if (sheet.primaryEnabled)
                    sheet.accepted()
            }
        }
    }
    Label {
        visible: sheet.choosable
        //: Heading above the choice how much of a data set's past is fetched
        text: qsTr("How much of it")
        kind: Label.Strong
    }
    GridLayout {
        visible: sheet.choosable
        columns: Theme.textScale > 1.4 ? 1 : 2
        columnSpacing: Theme.gap12
        rowSpacing: Theme.gap12
        enabled: !sheet.busy
        Layout.fillWidth: true

        RadioCard {
            id: every

            checked: true
            iconName: "layers"
            text: qsTr("All versions")
            detail: qsTr("With everything that was saved before, to compare and to go back to.")
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.fillHeight: true
        }
        RadioCard {
            id: newest

            iconName: "file"
            text: qsTr("The newest version only")
            detail: qsTr("The records as they are now. Less has to come.")
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.fillHeight: true
        }
    }
}

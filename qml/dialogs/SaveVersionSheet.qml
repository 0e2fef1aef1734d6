import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

Sheet {
    id: sheet

    required property Workbench workbench
    // Saving is the first step of sending.
    property bool sendAfterwards: false

    //: Dialog; the second when records are sent for review next
    title: sheet.sendAfterwards ? qsTr("First save a version") : qsTr("Save version")
    subtitle: Markup.plain(sheet.workbench.changesText)
    primaryText: qsTr("Save version")
    primaryIcon: "save"
    primaryEnabled: message.text.trim() !== ""
    busy: sheet.workbench.saving.running
    onAboutToShow: message.text = sheet.workbench.hasVersion ? sheet.workbench.changesText : qsTr("First version")
    onOpened: {
        message.forceActiveFocus(Qt.TabFocusReason);
        message.selectAll();
    }
    onAccepted: sheet.workbench.save(message.text.trim())

    Connections {
        target: sheet.workbench

        function onSaved() {
            sheet.close();
        }
    }

    Field {
        //: What a version is described with
        label: qsTr("What changed, in a few words")
        Layout.fillWidth: true

        TextField {
            id: message

            name: qsTr("What changed, in a few words")
            maximumLength: 500
            Layout.fillWidth: true
            onAccepted: if (sheet.primaryEnabled && !sheet.busy)
                sheet.accepted()
        }
    }
    Notice {
        tone: Tone.Neutral
        iconName: "lock"
        //: About saving a version
        text: sheet.sendAfterwards ? qsTr("What is sent is a saved version. Next you see what would be sent, what it costs, and what still stands in the way; nothing leaves this computer before that.") : qsTr("A version is kept for good and carries this computer's signature. Nothing leaves this computer.")
        Layout.fillWidth: true
    }
    ErrorBanner {
        what: sheet.workbench.saving.errorTitle
        safe: sheet.workbench.saving.errorDetail
        todo: sheet.workbench.saving.errorAdvice
        Layout.fillWidth: true
    }
    ProgressRow {
        visible: sheet.workbench.saving.running
        text: qsTr("Saving the version")
        value: sheet.workbench.saving.progress
        cancellable: true
        Layout.fillWidth: true
        onCancelRequested: sheet.workbench.saving.cancel()
    }
}

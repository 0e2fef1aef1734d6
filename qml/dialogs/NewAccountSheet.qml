import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// An account of one's own: its name and passphrase first, then its recovery words, once.
Sheet {
    id: sheet

    required property AccountMaking making
    readonly property bool words: sheet.making.hasWords

    title: sheet.words ? qsTr("Write down your recovery words") : qsTr("New account")
    subtitle: sheet.words ? qsTr("Whoever has these words has the account <b>%1</b>. They are shown once and kept nowhere.").arg(Markup.plain(sheet.making.accountName)) : qsTr("Its key is made on this computer and locked with a passphrase. Only you can use it.")
    primaryText: sheet.words ? qsTr("Done") : qsTr("Make account")
    primaryEnabled: sheet.words ? written.checked : newName.text.trim() !== "" && first.secret.length > 0 && again.secret.length > 0
    cancelText: sheet.words ? "" : qsTr("Cancel")
    // The words would be gone.
    closable: !sheet.words
    busy: sheet.making.making.running
    onAboutToShow: {
        sheet.making.making.dismissError();
        newName.clear();
        written.checked = false;
    }
    onOpened: newName.forceActiveFocus(Qt.TabFocusReason)
    onAccepted: sheet.words ? sheet.finish() : sheet.make()
    onClosed: {
        first.secret.clear();
        again.secret.clear();
    }

    function make() {
        if (sheet.primaryEnabled && !sheet.busy)
            sheet.making.make(newName.text.trim(), first.secret, again.secret);
    }
    function finish() {
        paper.clear();
        sheet.making.wordsWritten();
        sheet.close();
    }

    Connections {
        target: sheet.making

        function onMade() {
            sheet.making.showWords(paper);
            written.forceActiveFocus(Qt.TabFocusReason);
        }
    }
    Field {
        visible: !sheet.words
        label: qsTr("What you call it")
        Layout.fillWidth: true

        TextField {
            id: newName

            name: qsTr("Name of the account")
            enabled: !sheet.busy
            Layout.fillWidth: true
        }
    }
    PassphraseField {
        id: first

        objectName: "newPassphrase"
        visible: !sheet.words
        enabled: !sheet.busy
        label: qsTr("Passphrase, at least %n characters", "", sheet.making.shortestPassphrase)
        Layout.fillWidth: true
        onAccepted: again.secret.forceActiveFocus(Qt.TabFocusReason)
    }
    PassphraseField {
        id: again

        objectName: "newPassphraseAgain"
        visible: !sheet.words
        enabled: !sheet.busy
        label: qsTr("The same passphrase again")
        error: sheet.making.making.errorDetail
        Layout.fillWidth: true
        onAccepted: sheet.make()
    }
    Rectangle {
        visible: sheet.words
        color: Theme.surface
        radius: Theme.radiusCard
        border.width: Theme.line1
        border.color: Theme.line
        implicitHeight: paper.implicitHeight + 2 * Theme.gap16
        Layout.fillWidth: true

        SecretWords {
            id: paper

            objectName: "recoveryWords"
            x: Theme.gap16
            y: Theme.gap16
            width: parent.width - 2 * Theme.gap16
            height: implicitHeight
            columns: width < Theme.px(420) ? 2 : 3
            pixelSize: Theme.leadSize
            ink: Theme.ink
            muted: Theme.muted
            Accessible.role: Accessible.StaticText
            //: Said instead of the words, which are not read aloud
            Accessible.name: qsTr("%n recovery words, shown as a picture", "", paper.count)
        }
    }
    Notice {
        visible: sheet.words
        tone: Tone.Caution
        title: qsTr("Paper, not a photograph")
        text: qsTr("If this computer breaks or the passphrase is forgotten, these words in this order are the only way back.")
        Layout.fillWidth: true
    }
    CheckBox {
        id: written

        objectName: "wordsWritten"
        visible: sheet.words
        text: qsTr("I have written them down.")
        detail: qsTr("All of them, in order.")
        Layout.fillWidth: true
    }
}

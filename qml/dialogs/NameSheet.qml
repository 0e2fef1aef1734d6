import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// Asks for the name of a branch or of a version.
Sheet {
    id: sheet

    required property VersionHistory history
    property bool branch: false

    //: Dialog; the first begins a branch, the second gives a version a name
    title: sheet.branch ? qsTr("Start a branch here") : qsTr("Name this version")
    //: Button
    primaryText: sheet.branch ? qsTr("Start it") : qsTr("Name it")
    primaryIcon: sheet.branch ? "branch" : "tag"
    primaryEnabled: name.text.trim() !== ""
    busy: sheet.history.acting.running
    onAboutToShow: name.text = ""
    onOpened: name.forceActiveFocus(Qt.TabFocusReason)
    onAccepted: sheet.branch ? sheet.history.startBranch(name.text.trim()) : sheet.history.giveName(name.text.trim())

    Connections {
        target: sheet.history

        function onTold() {
            sheet.close();
        }
    }

    Field {
        label: qsTr("Name")
        hint: qsTr("Letters, digits, - and _; no spaces.")
        Layout.fillWidth: true

        TextField {
            id: name

            name: qsTr("Name")
            maximumLength: 100
            Layout.fillWidth: true
            onAccepted: if (sheet.primaryEnabled && !sheet.busy)
                sheet.accepted()
        }
    }
    Notice {
        tone: Tone.Neutral
        iconName: sheet.branch ? "branch" : "tag"
        text: sheet.branch ? qsTr("A branch is a line of versions of its own. What you save from now on goes there; the other branch stays as it is, and the two can be brought together later.") : qsTr("The name stays on this version, whatever is saved after it.")
        Layout.fillWidth: true
    }
    ErrorBanner {
        what: sheet.history.acting.errorTitle
        safe: sheet.history.acting.errorDetail
        todo: sheet.history.acting.errorAdvice
        Layout.fillWidth: true
    }
}

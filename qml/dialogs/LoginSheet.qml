import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// Asks for the name and the password of a server that holds a copy.
Sheet {
    id: sheet

    required property PlaceLogin login

    //: Dialog that asks for a name and a password; %1 is a server's address
    title: qsTr("Log in to %1").arg(sheet.login.site)
    subtitle: qsTr("This server wants to know who you are. Nothing was sent yet.")
    //: Button that gives a name and a password to a server
    primaryText: qsTr("Log in")
    primaryIcon: "key"
    primaryEnabled: name.text.trim() !== "" && password.secret.length > 0
    onAboutToShow: {
        name.text = sheet.login.user;
        password.secret.clear();
    }
    onOpened: (name.text === "" ? name : password.secret).forceActiveFocus(Qt.TabFocusReason)
    onAccepted: sheet.login.give(name.text.trim(), password.secret, keep.checked)
    onRejected: sheet.login.refuse()
    onClosed: password.secret.clear()

    Connections {
        target: sheet.login

        function onChanged() {
            if (sheet.login.asking)
                sheet.open();
            else
                sheet.close();
        }
    }
    Field {
        //: Your name at a server
        label: qsTr("Name")
        Layout.fillWidth: true

        TextField {
            id: name

            objectName: "loginName"
            name: qsTr("Name")
            maximumLength: 200
            Layout.fillWidth: true
            onAccepted: password.secret.forceActiveFocus(Qt.TabFocusReason)
        }
    }
    PassphraseField {
        id: password

        objectName: "loginPassword"
        //: A token is a password that a git host makes for one program
        label: qsTr("Password or token")
        error: sheet.login.refused ? qsTr("The server refused the name or the password.") : ""
        Layout.fillWidth: true
        onAccepted: if (sheet.primaryEnabled)
            sheet.accepted()
    }
    CheckBox {
        id: keep

        objectName: "loginKeep"
        text: qsTr("Keep it in this computer's keychain")
        checked: true
        Layout.fillWidth: true
    }
    Label {
        text: qsTr("The password goes to this server only, encrypted. It is never written to a file; without the keychain it is forgotten when you close the program.")
        muted: true
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
}

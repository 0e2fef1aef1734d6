import QtQuick
import Datanet.App
import Datanet.Ui

FocusScope {
    id: shell

    required property Studio studio
    property string firstFile
    readonly property bool choosing: !shell.studio.welcomed && shell.firstFile === ""
    // What is worked out in the background about the open data set.
    readonly property Operation indexing: shell.studio.workbench.finder.indexing
    // The page that is shown, for shortcuts and tests.
    readonly property Item page: (shell.choosing ? welcome.item : places.item) as Item

    focus: true

    Component.onCompleted: {
        if (shell.firstFile !== "")
            shell.studio.welcome("data");
    }

    Loader {
        id: welcome

        anchors.fill: parent
        active: shell.choosing
        sourceComponent: WelcomePage {
            studio: shell.studio // qmllint disable unqualified
        }
    }
    AppFrame {
        id: frame

        anchors.fill: parent
        visible: !shell.choosing
        practice: shell.studio.practice
        current: shell.studio.place
        places: [
            //: Places in the rail
            {key: "home", text: qsTr("Home"), iconName: "home"},
            {key: "data", text: qsTr("My data"), iconName: "table"},
            {key: "datanets", text: qsTr("Datanets"), iconName: "layers"},
            {key: "answers", text: qsTr("Answers"), iconName: "chat"},
            {key: "wallet", text: qsTr("Wallet"), iconName: "wallet"}
        ]
        rail.account.name: shell.studio.accountName
        rail.account.detail: shell.studio.accountDetail
        rail.account.address: shell.studio.accountAddress
        rail.account.accounts: shell.studio.accounts
        rail.account.onAccountChosen: index => shell.studio.useAccount(index)
        rail.account.onManageRequested: shell.studio.place = "wallet"
        //: Status bar while no server of the network answers
        status.network: shell.studio.level !== "" ? shell.studio.networkTitle : qsTr("%1: not connected").arg(shell.studio.networkTitle)
        status.level: shell.studio.level
        status.block: shell.studio.blockText
        status.notes: {
            if (shell.studio.place === "answers")
                return (shell.page as AnswersPage)?.notes ?? [];
            if (shell.studio.place === "data")
                return shell.indexing.running ? [shell.indexing.progress > 0 ? qsTr("Preparing search: %1 %").arg(Math.floor(shell.indexing.progress * 100)) : qsTr("Preparing search")] : [];
            return shell.studio.place === "datanets" && shell.studio.reviewDesk.keptText !== "" ? [shell.studio.reviewDesk.keptText] : [];
        }
        status.content: Button {
            visible: shell.studio.place === "data" && shell.indexing.running
            //: Stops what is prepared in the background
            text: qsTr("Stop")
            variant: Button.Link
            size: Button.Small
            onClicked: shell.indexing.cancel()
        }
        status.onTrustRequested: trust.open()
        onPlaceChosen: key => shell.studio.place = key

        Loader {
            id: places

            anchors.fill: parent
            active: !shell.choosing
            focus: true
            sourceComponent: {
                switch (shell.studio.place) {
                case "data":
                    return dataPlace;
                case "datanets":
                    return datanetsPlace;
                case "answers":
                    return answersPlace;
                case "wallet":
                    return walletPlace;
                case "settings":
                    return settingsPlace;
                default:
                    return homePlace;
                }
            }
        }
    }
    TrustSheet {
        id: trust

        objectName: "networkTrust"
        title: shell.studio.networkTitle
        level: shell.studio.level
        explanation: shell.studio.trustDetail
        block: shell.studio.blockText
        steps: shell.studio.trustSteps
    }
    UnlockSheet {
        unlocking: shell.studio.unlocking
    }

    Component {
        id: homePlace

        HomePage {
            studio: shell.studio // qmllint disable unqualified
        }
    }
    Component {
        id: dataPlace

        DataPage {
            studio: shell.studio // qmllint disable unqualified
            firstFile: shell.firstFile // qmllint disable unqualified
        }
    }
    Component {
        id: datanetsPlace

        DatanetsPage {
            studio: shell.studio // qmllint disable unqualified
        }
    }
    Component {
        id: answersPlace

        AnswersPage {
            studio: shell.studio // qmllint disable unqualified
        }
    }
    Component {
        id: walletPlace

        WalletPage {
            studio: shell.studio // qmllint disable unqualified
        }
    }
    Component {
        id: settingsPlace

        SettingsPage {
            studio: shell.studio // qmllint disable unqualified
        }
    }

    Shortcut {
        sequences: ["Ctrl+1"]
        onActivated: shell.studio.place = "home"
    }
    Shortcut {
        sequences: ["Ctrl+2"]
        onActivated: shell.studio.place = "data"
    }
    Shortcut {
        sequences: ["Ctrl+3"]
        onActivated: shell.studio.place = "datanets"
    }
    Shortcut {
        sequences: ["Ctrl+4"]
        onActivated: shell.studio.place = "answers"
    }
    Shortcut {
        sequences: ["Ctrl+5"]
        onActivated: shell.studio.place = "wallet"
    }
    Shortcut {
        sequences: ["Ctrl+,"]
        onActivated: shell.studio.place = "settings"
    }
}

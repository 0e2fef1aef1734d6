import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

ColumnLayout {
    id: page

    required property Studio studio
    readonly property DatanetsView view: page.studio.datanets
    readonly property ReviewDesk desk: page.studio.reviewDesk
    readonly property var current: page.view.current
    readonly property bool detail: page.current.id !== undefined
    property bool reviewing: false
    readonly property bool editing: page.detail && page.view.editor.datanet !== 0
    readonly property bool covered: page.reviewing || page.editing

    spacing: 0
    Component.onCompleted: page.view.refresh()

    Connections {
        target: page.view

        function onChanged() {
            if (page.detail)
                page.desk.show(page.current.id);
            else
                page.reviewing = false;
        }
    }
    Loader {
        active: page.reviewing
        visible: active
        Layout.fillWidth: true
        Layout.fillHeight: true
        sourceComponent: ReviewPage {
            desk: page.desk // qmllint disable unqualified
            datanetName: page.current.name ?? "" // qmllint disable unqualified
            onBack: page.reviewing = false // qmllint disable unqualified
        }
    }

    Loader {
        active: page.editing
        visible: active
        Layout.fillWidth: true
        Layout.fillHeight: true
        sourceComponent: RulesEditorPage {
            editor: page.view.editor // qmllint disable unqualified
            unit: page.studio.coin // qmllint disable unqualified
            practice: page.studio.practice // qmllint disable unqualified
            onBack: page.view.editor.close() // qmllint disable unqualified
        }
    }

    Header {
        //: Title of the page that lists the datanets
        title: page.detail ? page.current.name : qsTr("Datanets")
        trail: page.detail ? [{text: qsTr("Datanets"), key: "list"}] : []
        visible: !page.covered
        Layout.fillWidth: true
        onTrailChosen: page.view.close()

        Button {
            objectName: "foundDatanet"
            visible: !page.detail && page.view.canFound && page.studio.hasDatanets
            iconName: "plus"
            //: Button: opens the dialog in which somebody founds a datanet
            text: qsTr("Found a datanet")
            onClicked: foundSheet.begin()
        }
        Button {
            objectName: "changeRules"
            visible: page.detail && page.view.mine
            iconName: "pencil"
            busy: page.view.editor.opening.running
            //: Button: to the page on which the owner of a datanet changes its rules
            text: qsTr("Change the rules")
            onClicked: page.view.editor.open(page.current.id)
        }
        Button {
            objectName: "correct"
            visible: page.detail && (page.current.versions ?? []).length > 0 && (page.current.remote ?? "") !== ""
            iconName: "pencil"
            //: Button: to a copy of what a datanet publishes, in which records are corrected
            text: qsTr("Correct records")
            onClicked: copySheet.openAt(page.current.remote)
        }
        Button {
            objectName: "review"
            visible: page.detail && page.desk.reviewer && page.desk.datanet === page.current.id
            variant: page.desk.waiting > 0 ? Button.Primary : Button.Plain
            iconName: "scales"
            //: Button: to the submissions that wait for a reviewer
            text: page.desk.waiting > 0 ? qsTr("Review, %n waiting", "", page.desk.waiting) : qsTr("Review")
            onClicked: page.reviewing = true
        }
    }
    ErrorBanner {
        what: page.view.editor.opening.errorTitle
        safe: page.view.editor.opening.errorDetail
        todo: page.view.editor.opening.errorAdvice
        Layout.fillWidth: true
        Layout.margins: visible ? Theme.gap24 : 0
    }
    ErrorBanner {
        what: page.view.listing.errorTitle !== "" ? page.view.listing.errorTitle : page.view.reading.errorTitle
        safe: page.view.listing.errorDetail !== "" ? page.view.listing.errorDetail : page.view.reading.errorDetail
        todo: page.view.listing.errorAdvice !== "" ? page.view.listing.errorAdvice : page.view.reading.errorAdvice
        Layout.fillWidth: true
        Layout.margins: visible ? Theme.gap24 : 0
    }
    Item {
        visible: page.view.listing.failed && page.view.datanets.length === 0
        Layout.fillHeight: true
    }
    LoadingState {
        visible: !page.covered && (page.view.datanets.length === 0 && page.view.listing.running || page.view.reading.running && !page.detail)
        text: qsTr("Asking the network")
        Layout.alignment: Qt.AlignCenter
        Layout.fillHeight: !list.visible
    }
    EmptyState {
        visible: page.view.datanets.length === 0 && !page.view.listing.running && !page.view.listing.failed
        iconName: "layers"
        title: qsTr("No datanets here yet")
        text: qsTr("On this network nobody has made a datanet. The practice network comes with one.")
        actionText: page.view.canFound && page.studio.hasDatanets ? qsTr("Found a datanet") : ""
        onAction: foundSheet.begin()
        Layout.alignment: Qt.AlignCenter
        Layout.fillHeight: true
    }
    ListView {
        id: list

        visible: !page.detail && page.view.datanets.length > 0
        model: page.view.datanets
        clip: true
        keyNavigationEnabled: true
        focus: visible
        Accessible.name: qsTr("Datanets")
        Layout.fillWidth: true
        Layout.fillHeight: true

        delegate: DatanetRow {
            required property var modelData

            width: ListView.view.width
            datanet: modelData
            onClicked: page.view.show(modelData.id) // qmllint disable unqualified
        }
    }
    FoundDatanetSheet {
        id: foundSheet

        founding: page.view.founding
        accountName: page.studio.accountName
        unit: page.studio.coin
        practice: page.studio.practice
    }
    LoginSheet {
        login: page.view.founding.login
    }
    CloneSheet {
        id: copySheet

        cloning: page.studio.workbench.cloning
        //: Dialog that fetches what a datanet publishes, to correct it
        title: qsTr("Get a copy to correct")
        subtitle: qsTr("Change or remove records in your copy, save a version, and send it for review: it replaces what is published once it is accepted.")
    }
    LoginSheet {
        login: page.studio.workbench.cloning.login
    }
    Connections {
        target: page.studio.workbench.cloning

        function onGot() {
            page.studio.place = "data";
        }
    }
    DatanetDetails {
        visible: page.detail && !page.covered
        datanet: page.current
        Layout.fillWidth: true
        Layout.fillHeight: true
    }
}

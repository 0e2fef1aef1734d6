import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

ColumnLayout {
    id: page

    required property Studio studio
    readonly property DatanetsView view: page.studio.datanets
    readonly property bool detail: page.view.current.id !== undefined

    spacing: 0
    Component.onCompleted: page.view.refresh()

    Header {
        //: Title of the page that lists the datanets
        title: page.detail ? page.view.current.name : qsTr("Datanets")
        trail: page.detail ? [{text: qsTr("Datanets"), key: "list"}] : []
        Layout.fillWidth: true
        onTrailChosen: page.view.close()
    }
    ErrorBanner {
        what: page.view.listing.errorTitle !== "" ? page.view.listing.errorTitle : page.view.reading.errorTitle
        safe: page.view.listing.errorDetail !== "" ? page.view.listing.errorDetail : page.view.reading.errorDetail
        todo: page.view.listing.errorAdvice !== "" ? page.view.listing.errorAdvice : page.view.reading.errorAdvice
        Layout.fillWidth: true
        Layout.margins: visible ? Theme.gap24 : 0
    }
    LoadingState {
        visible: page.view.datanets.length === 0 && page.view.listing.running || page.view.reading.running && !page.detail
        text: qsTr("Asking the network")
        Layout.alignment: Qt.AlignCenter
        Layout.fillHeight: !list.visible
    }
    EmptyState {
        visible: page.view.datanets.length === 0 && !page.view.listing.running && !page.view.listing.failed
        iconName: "layers"
        title: qsTr("No datanets here yet")
        text: qsTr("On this network nobody has made a datanet. The practice network comes with one.")
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

            width: list.width
            datanet: modelData
            onClicked: page.view.show(modelData.id) // qmllint disable unqualified
        }
    }
    DatanetDetails {
        visible: page.detail
        datanet: page.view.current
        Layout.fillWidth: true
        Layout.fillHeight: true
    }
}

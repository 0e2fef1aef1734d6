import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

Sheet {
    id: sheet

    required property DatanetsView datanets
    property int chosen: -1
    readonly property var list: sheet.datanets.datanets

    signal decided(int id, string name)

    title: qsTr("Which datanet is it for?")
    subtitle: qsTr("Its rules and everything it has accepted so far decide what the checks look for.")
    //: Goes on to sending for review
    primaryText: qsTr("Go on")
    primaryEnabled: sheet.chosen >= 0 && sheet.chosen < sheet.list.length
    onAboutToShow: {
        sheet.chosen = sheet.list.length === 1 ? 0 : -1;
        sheet.datanets.refresh();
    }
    onListChanged: if (sheet.opened && sheet.chosen < 0 && sheet.list.length === 1)
        sheet.chosen = 0
    onAccepted: {
        sheet.close();
        sheet.decided(sheet.list[sheet.chosen].id, sheet.list[sheet.chosen].name);
    }

    LoadingState {
        visible: sheet.list.length === 0 && sheet.datanets.listing.running
        text: qsTr("Asking the network")
        Layout.fillWidth: true
    }
    ErrorBanner {
        what: sheet.datanets.listing.errorTitle
        safe: sheet.datanets.listing.errorDetail
        todo: sheet.datanets.listing.errorAdvice
        Layout.fillWidth: true
    }
    EmptyState {
        visible: sheet.list.length === 0 && !sheet.datanets.listing.running && !sheet.datanets.listing.failed
        iconName: "layers"
        title: qsTr("No datanets here yet")
        text: qsTr("On this network nobody has made a datanet. The practice network comes with one.")
        Layout.fillWidth: true
    }
    Column {
        id: cards

        visible: sheet.list.length > 0
        spacing: Theme.gap16
        Layout.fillWidth: true

        Repeater {
            model: sheet.list

            RadioCard {
                id: card

                required property var modelData
                required property int index

                text: card.modelData.name
                detail: card.modelData.recordsText ?? ""
                iconName: "layers"
                checked: card.index === sheet.chosen // qmllint disable unqualified
                width: cards.width // qmllint disable unqualified
                onClicked: sheet.chosen = card.index // qmllint disable unqualified
            }
        }
    }
}

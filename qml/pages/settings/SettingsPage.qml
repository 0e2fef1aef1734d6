import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

ColumnLayout {
    id: page

    required property Studio studio
    readonly property var themes: ["system", "light", "dark"]
    readonly property var scales: [1, 1.25, 1.5, 2]

    spacing: 0

    Header {
        //: Title of the page with the settings
        title: qsTr("Settings")
        Layout.fillWidth: true
    }
    ScrollArea {
        id: area

        Layout.fillWidth: true
        Layout.fillHeight: true

        ColumnLayout {
            width: Math.min(area.width - 2 * Theme.gap24, Theme.px(760))
            x: Theme.gap24
            spacing: Theme.gap16

            Item {
                implicitHeight: Theme.gap8
            }
            Card {
                //: Group of settings
                title: qsTr("Appearance")
                Layout.fillWidth: true

                Field {
                    label: qsTr("Colours")
                    Layout.fillWidth: true

                    SegmentedSwitch {
                        name: qsTr("Colours")
                        //: Choices for the colours of the window
                        segments: [{text: qsTr("Like the system")}, {text: qsTr("Light")}, {text: qsTr("Dark")}]
                        currentIndex: page.themes.indexOf(page.studio.theme)
                        onActivated: index => page.studio.theme = page.themes[index]
                    }
                }
                Field {
                    label: qsTr("Text size")
                    Layout.fillWidth: true

                    SegmentedSwitch {
                        name: qsTr("Text size")
                        segments: page.scales.map(scale => ({text: Math.round(scale * 100) + " %"}))
                        currentIndex: page.scales.indexOf(page.studio.textScale)
                        onActivated: index => page.studio.textScale = page.scales[index]
                    }
                }
            }
            Card {
                //: Group of settings
                title: qsTr("Network")
                Layout.fillWidth: true

                Repeater {
                    model: page.studio.networks

                    RadioCard {
                        id: choice

                        required property var modelData

                        text: choice.modelData.title
                        detail: choice.modelData.detail
                        iconName: choice.modelData.practice ? "flag" : "globe"
                        checked: choice.modelData.inUse
                        Layout.fillWidth: true
                        onToggled: page.studio.useNetwork(choice.modelData.id) // qmllint disable unqualified
                    }
                }
                ErrorBanner {
                    //: Settings, when no server of the network answers
                    what: page.studio.networkProblem !== "" ? qsTr("The network does not answer") : ""
                    safe: page.studio.networkProblem
                    todo: page.studio.practice ? qsTr("Start it: datanet practice up") : qsTr("Check the connection, or choose another network.")
                    Layout.fillWidth: true
                }
            }
            Card {
                //: Group of settings
                title: qsTr("Storage and privacy")
                Layout.fillWidth: true

                FactRow {
                    label: qsTr("Your data is in")
                    value: page.studio.homeFolder
                    Layout.fillWidth: true
                }
                FactRow {
                    label: qsTr("What is sent about you")
                    value: qsTr("Nothing. There is no telemetry.")
                    Layout.fillWidth: true
                }
            }
            Item {
                implicitHeight: Theme.gap24
            }
        }
    }
}

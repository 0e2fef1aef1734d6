import QtQuick
import QtQuick.Layouts
import Datanet.Controls
import Datanet.Ui

Rectangle {
    id: rail

    // Each: { key, text, iconName, dot?, count? }; "settings" stands apart at the bottom.
    property var places: []
    property string current
    property bool collapsed: false
    property alias account: accountSwitch

    signal chosen(string key)

    implicitWidth: rail.collapsed ? Theme.railCollapsed : Theme.rail
    color: Theme.surface
    Accessible.role: Accessible.PageTabList
    //: The bar with the application's places
    Accessible.name: qsTr("Places")

    ColumnLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.gap8
        anchors.rightMargin: Theme.gap8 + 1
        spacing: 0

        RowLayout {
            spacing: Theme.gap8 + 2
            Layout.preferredHeight: Theme.header
            Layout.leftMargin: rail.collapsed ? 0 : Theme.gap8 + 2
            Layout.alignment: rail.collapsed ? Qt.AlignHCenter : Qt.AlignLeft

            Icon {
                name: "logo"
                color: Theme.accent
                size: Theme.px(20)
            }
            Text {
                visible: !rail.collapsed
                text: "Datanet Studio"
                textFormat: Text.PlainText
                color: Theme.ink
                elide: Text.ElideRight
                font.pixelSize: Theme.leadSize
                font.weight: Font.DemiBold
                Layout.fillWidth: true
            }
        }
        Item {
            implicitHeight: Theme.gap4
        }
        Repeater {
            model: rail.places

            RailItem {
                id: place

                required property var modelData

                text: place.modelData.text
                iconName: place.modelData.iconName
                dot: place.modelData.dot ?? false
                count: place.modelData.count ?? 0
                on: rail.current === place.modelData.key // qmllint disable unqualified
                collapsed: rail.collapsed // qmllint disable unqualified
                Layout.fillWidth: true
                Layout.bottomMargin: Theme.gap4
                onClicked: rail.chosen(place.modelData.key) // qmllint disable unqualified
            }
        }
        Item {
            Layout.fillHeight: true
        }
        RailItem {
            iconName: "settings"
            //: Place in the rail
            text: qsTr("Settings")
            on: rail.current === "settings"
            collapsed: rail.collapsed
            Layout.fillWidth: true
            Layout.bottomMargin: Theme.gap12
            onClicked: rail.chosen("settings")
        }
        Divider {
            visible: accountSwitch.visible
            Layout.fillWidth: true
        }
        AccountSwitch {
            id: accountSwitch

            visible: accountSwitch.address !== ""
            collapsed: rail.collapsed
            Layout.fillWidth: true
            Layout.topMargin: Theme.gap4
            Layout.bottomMargin: Theme.gap4
        }
    }
    Divider {
        vertical: true
        height: parent.height
        x: rail.LayoutMirroring.enabled ? 0 : parent.width - 1
    }
}

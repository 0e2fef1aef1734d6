import QtQuick
import QtQuick.Layouts
import Datanet.Controls
import Datanet.Ui

Rectangle {
    id: frame

    property bool practice: false
    property alias places: rail.places
    property alias current: rail.current
    property alias rail: rail
    property alias strip: strip
    property alias status: status
    property alias toast: toast
    default property alias content: page.data

    signal placeChosen(string key)

    color: Theme.canvas

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        PracticeStrip {
            id: strip

            practice: frame.practice
            Layout.fillWidth: true
        }
        RowLayout {
            spacing: 0
            Layout.fillWidth: true
            Layout.fillHeight: true

            Rail {
                id: rail

                collapsed: frame.width < Theme.railCollapseBelow
                Layout.fillHeight: true
                onChosen: key => frame.placeChosen(key)
            }
            ColumnLayout {
                spacing: 0
                Layout.fillWidth: true
                Layout.fillHeight: true

                Item {
                    id: page

                    clip: true
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                }
                StatusBar {
                    id: status

                    Layout.fillWidth: true
                }
            }
        }
    }
    Toast {
        id: toast
    }
}

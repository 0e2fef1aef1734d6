import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// Above the entries: which of them are shown, and whether they add up.
Rectangle {
    id: bar

    required property AccountHistory history

    implicitHeight: row.implicitHeight + 2 * Theme.gap12
    color: Theme.surface

    GridLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.gap24
        anchors.rightMargin: Theme.gap24
        columns: bar.width > Theme.px(720) ? 2 : 1
        columnSpacing: Theme.gap24
        rowSpacing: Theme.gap8

        SegmentedSwitch {
            objectName: "historyFilter"
            segments: bar.history.filters
            currentIndex: bar.history.filter
            //: Spoken name of the switch between all entries and those where coins moved
            name: qsTr("Which entries are shown")
            onActivated: index => bar.history.filter = index
        }
        RowLayout {
            spacing: Theme.gap8
            Layout.fillWidth: true

            Icon {
                name: bar.history.addsUp === "yes" ? "check" : bar.history.addsUp === "no" ? "warning" : "info"
                color: bar.history.addsUp === "yes" ? Theme.positive : bar.history.addsUp === "no" ? Theme.caution : Theme.muted
            }
            Label {
                text: bar.history.completeness
                muted: bar.history.addsUp !== "no"
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
            Spinner {
                running: bar.history.reading.running
                visible: running
                size: Theme.icon
            }
        }
    }
    Divider {
        width: parent.width
        y: parent.height - 1
    }
}

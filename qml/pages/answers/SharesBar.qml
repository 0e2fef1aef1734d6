import QtQuick
import Datanet.Controls

// The parts of a text as one bar: each source in its colour, then what no record has.
Item {
    id: bar

    property var sources: []
    property real unattributed: 0
    readonly property int gap: 2

    implicitHeight: Theme.px(12)
    Accessible.role: Accessible.Graphic
    //: Spoken name of a bar of shares
    Accessible.name: qsTr("Shares of the sources")

    Row {
        anchors.fill: parent
        spacing: bar.gap

        Repeater {
            model: bar.sources

            Rectangle {
                required property int index
                required property var modelData

                width: Math.max(1, modelData.part * bar.width - bar.gap) // qmllint disable unqualified
                height: bar.height // qmllint disable unqualified
                radius: 2
                color: Theme.sourceLine(index)
            }
        }
        Hatch {
            visible: bar.unattributed > 0
            width: Math.max(1, bar.unattributed * bar.width)
            height: bar.height
            color: Theme.lineStrong
            opacity: 0.5
            gap: 5
        }
    }
}

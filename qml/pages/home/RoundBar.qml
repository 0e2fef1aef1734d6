import QtQuick
import Datanet.Controls

// One bar: filled when its round is final, outlined while it is not checked.
Item {
    id: bar

    property bool checked: true
    property bool practice: false
    property bool marked: false

    visible: bar.height > 0
    Accessible.ignored: true

    Rectangle {
        anchors.fill: parent
        visible: bar.checked && !bar.practice
        radius: Theme.radiusChip / 2
        color: Theme.accent
    }
    Stripes {
        anchors.fill: parent
        visible: bar.checked && bar.practice
        ground: Theme.accent
        band: Theme.chartBand
        radius: Theme.radiusChip / 2
    }
    DashedFrame {
        anchors.fill: parent
        visible: !bar.checked
        radius: Theme.radiusChip / 2
        lineColor: Theme.accent
    }
    Rectangle {
        anchors.fill: parent
        anchors.margins: -Theme.gap4
        visible: bar.marked
        color: "transparent"
        radius: Theme.radiusControl
        border.width: Theme.focusWidth
        border.color: Theme.accent
    }
}

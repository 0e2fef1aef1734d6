import QtQuick
import Datanet.Controls

Rectangle {
    id: meter

    property real value: 0
    property real mark: -1
    property color fill: Theme.accent
    property bool practice: false
    property string name
    readonly property real bounded: Math.max(0, Math.min(1, meter.value))

    implicitWidth: Theme.px(160)
    implicitHeight: Theme.px(8)
    radius: height / 2
    color: Theme.sunken
    Accessible.role: Accessible.ProgressBar
    //: A share as a screen reader says it
    Accessible.name: meter.name !== "" ? meter.name : qsTr("%1 %").arg(Math.round(meter.bounded * 100))

    Rectangle {
        width: meter.bounded <= 0 ? 0 : Math.max(height, meter.width * meter.bounded)
        height: parent.height
        x: meter.LayoutMirroring.enabled ? meter.width - width : 0
        radius: height / 2
        color: meter.fill
    }
    // Where the limit is.
    Rectangle {
        visible: meter.mark >= 0
        width: 2
        height: meter.height + Theme.gap8
        y: -Theme.gap4
        x: (meter.LayoutMirroring.enabled ? 1 - meter.mark : meter.mark) * meter.width - 1
        color: Theme.ink
    }
}

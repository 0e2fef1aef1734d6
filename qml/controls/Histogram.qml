import QtQuick
import Datanet.Controls

Item {
    id: histogram

    // Heights relative to the largest (Bars), or shares of the whole (Parts: kinds, or filled and not).
    property list<real> bins
    property bool parts: false
    property int selectedBin: -1
    property list<string> binNames
    property bool interactive: true
    property string name

    readonly property real largest: Math.max(1e-9, ...histogram.bins)
    readonly property real whole: {
        let sum = 0;
        for (const bin of histogram.bins)
            sum += bin;
        return Math.max(1e-9, sum);
    }
    property int hoveredBin: -1

    signal binClicked(int bin)

    implicitWidth: Theme.px(80)
    implicitHeight: Theme.histogram
    activeFocusOnTab: histogram.interactive && histogram.bins.length > 0
    Accessible.role: Accessible.Chart
    Accessible.name: histogram.name
    Accessible.description: histogram.hoveredBin >= 0 ? histogram.binNames[histogram.hoveredBin] ?? "" : ""

    property int cursor: Math.max(0, histogram.selectedBin)

    function moveCursor(step: int) {
        histogram.cursor = Math.max(0, Math.min(histogram.bins.length - 1, histogram.cursor + step));
        histogram.hoveredBin = histogram.cursor;
    }

    Keys.onLeftPressed: histogram.moveCursor(-1)
    Keys.onRightPressed: histogram.moveCursor(1)
    Keys.onReturnPressed: histogram.binClicked(histogram.cursor)
    Keys.onSpacePressed: histogram.binClicked(histogram.cursor)
    onActiveFocusChanged: histogram.hoveredBin = histogram.activeFocus ? histogram.cursor : -1

    Row {
        anchors.fill: parent
        spacing: histogram.parts ? 2 : 1

        Repeater {
            model: histogram.bins.length

            Item {
                id: slot

                required property int index
                readonly property real amount: histogram.bins[slot.index] ?? 0 // qmllint disable unqualified
                readonly property bool marked: slot.index === histogram.selectedBin // qmllint disable unqualified

                width: {
                    const gaps = (histogram.bins.length - 1) * (histogram.parts ? 2 : 1);
                    const room = Math.max(0, histogram.width - gaps);
                    return histogram.parts ? room * slot.amount / histogram.whole : room / histogram.bins.length;
                }
                height: histogram.height // qmllint disable unqualified

                Rectangle {
                    anchors.left: parent.left
                    anchors.right: parent.right
                    anchors.bottom: parent.bottom
                    anchors.bottomMargin: histogram.parts ? (parent.height - height) / 2 : 0 // qmllint disable unqualified
                    height: histogram.parts ? 12 : Math.max(1, Math.round(parent.height * slot.amount / histogram.largest)) // qmllint disable unqualified
                    radius: histogram.parts ? 2 : 1 // qmllint disable unqualified
                    color: slot.marked ? Theme.accent : Theme.lineStrong
                    // In a line of parts the later ones are the rarer ones.
                    opacity: slot.marked ? 1 : slot.index === histogram.hoveredBin ? 1 : histogram.parts ? Math.max(0.16, 0.7 - slot.index * 0.22) : 0.55 // qmllint disable unqualified
                }
            }
        }
    }
    MouseArea {
        function binAt(x: real): int {
            if (!histogram.parts)
                return Math.max(0, Math.min(histogram.bins.length - 1, Math.floor(x / histogram.width * histogram.bins.length)));
            let end = 0;
            for (let i = 0; i < histogram.bins.length; ++i) {
                end += histogram.bins[i] / histogram.whole * histogram.width;
                if (x < end)
                    return i;
            }
            return histogram.bins.length - 1;
        }

        anchors.fill: parent
        enabled: histogram.interactive && histogram.bins.length > 0
        hoverEnabled: true
        cursorShape: Qt.PointingHandCursor
        onPositionChanged: mouse => histogram.hoveredBin = binAt(mouse.x)
        onExited: histogram.hoveredBin = -1
        onClicked: mouse => histogram.binClicked(binAt(mouse.x))
    }
    FocusRing {
        targetRadius: 0
        shown: histogram.activeFocus
    }
    HoverTip {
        text: histogram.hoveredBin >= 0 ? histogram.binNames[histogram.hoveredBin] ?? "" : ""
        shown: histogram.hoveredBin >= 0
        delay: 200
    }
}

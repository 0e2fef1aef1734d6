import QtQuick
import QtQuick.Layouts
import Datanet.Controls

Rectangle {
    id: cell

    property string text
    property string iconName
    property string summary
    property list<real> bins
    property list<string> binNames
    property bool parts: false
    property int selectedBin: -1
    // "", "up" or "down"
    property string sorted
    property bool sortable: true
    property bool resizable: true
    property bool alignEnd: false
    property real minimumWidth: Theme.px(72)

    signal sortRequested
    signal binClicked(int bin)
    signal resized(real width)
    signal menuRequested(real x, real y)

    implicitWidth: Theme.px(160)
    implicitHeight: Theme.tableHeader
    color: Theme.surface
    activeFocusOnTab: cell.sortable
    Accessible.role: Accessible.ColumnHeader
    Accessible.name: cell.text
    //: How a column of a table is sorted, said by a screen reader
    readonly property string sortedText: cell.sorted === "up" ? qsTr("Sorted, smallest first") : cell.sorted === "down" ? qsTr("Sorted, largest first") : ""
    Accessible.description: cell.sortedText === "" ? cell.summary : cell.sortedText + ". " + cell.summary
    Accessible.onPressAction: cell.sortRequested()

    Keys.onReturnPressed: cell.sortRequested()
    Keys.onSpacePressed: cell.sortRequested()
    Keys.onMenuPressed: cell.menuRequested(0, cell.height)
    Keys.onPressed: event => {
        if (!cell.resizable || !(event.modifiers & Qt.AltModifier) || event.key !== Qt.Key_Left && event.key !== Qt.Key_Right)
            return;
        const wider = (event.key === Qt.Key_Right) !== cell.LayoutMirroring.enabled;
        cell.resized(Math.max(cell.minimumWidth, cell.width + (wider ? Theme.gap16 : -Theme.gap16)));
        event.accepted = true;
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.gap12
        anchors.rightMargin: Theme.gap12
        anchors.topMargin: Theme.gap8
        anchors.bottomMargin: Theme.gap8
        spacing: Theme.gap4

        RowLayout {
            spacing: 6
            Layout.fillWidth: true

            Icon {
                visible: cell.iconName !== ""
                name: cell.iconName
                color: Theme.muted
                size: Theme.px(14)
            }
            Label {
                text: cell.text
                kind: Label.Strong
                Layout.fillWidth: cell.sorted === ""
                Layout.maximumWidth: cell.width - 2 * Theme.gap12 - (cell.iconName === "" ? 0 : Theme.px(20)) - (cell.sorted === "" ? 0 : Theme.px(20))
            }
            Icon {
                visible: cell.sorted !== ""
                name: cell.sorted === "up" ? "chevron-up" : "chevron-down"
                color: Theme.accentText
                size: Theme.px(14)
            }
            Item {
                visible: cell.sorted !== ""
                Layout.fillWidth: true
            }
        }
        Histogram {
            visible: cell.bins.length > 0
            bins: cell.bins
            binNames: cell.binNames
            parts: cell.parts
            selectedBin: cell.selectedBin
            //: Small chart above a column, said by a screen reader; %1 is the column
            name: qsTr("How %1 is spread").arg(cell.text)
            Layout.fillWidth: true
            Layout.preferredHeight: Theme.histogram
            onBinClicked: bin => cell.binClicked(bin)
        }
        Item {
            visible: cell.bins.length === 0
            Layout.fillHeight: true
        }
        Label {
            text: cell.summary
            muted: true
            Layout.fillWidth: true
        }
    }
    MouseArea {
        anchors.fill: parent
        anchors.bottomMargin: parent.height - Theme.gap8 - Theme.bodyLine
        acceptedButtons: Qt.LeftButton | Qt.RightButton
        cursorShape: cell.sortable ? Qt.PointingHandCursor : Qt.ArrowCursor
        onClicked: mouse => {
            if (mouse.button === Qt.RightButton)
                cell.menuRequested(mouse.x, mouse.y);
            else if (cell.sortable)
                cell.sortRequested();
        }
    }
    Divider {
        id: edge

        vertical: true
        x: cell.LayoutMirroring.enabled ? 0 : parent.width - 1
        height: parent.height
    }
    Divider {
        y: parent.height - 1
        width: parent.width
    }
    MouseArea {
        property real startX
        property real startWidth

        visible: cell.resizable
        anchors.horizontalCenter: edge.horizontalCenter
        width: Theme.gap8
        height: parent.height
        cursorShape: Qt.SplitHCursor
        preventStealing: true
        onPressed: mouse => {
            startX = mapToItem(null, mouse.x, 0).x;
            startWidth = cell.width;
        }
        onPositionChanged: mouse => {
            const moved = mapToItem(null, mouse.x, 0).x - startX;
            cell.resized(Math.max(cell.minimumWidth, startWidth + (cell.LayoutMirroring.enabled ? -moved : moved)));
        }
    }
    FocusRing {
        targetRadius: 0
        shown: cell.activeFocus
        anchors.margins: 0
        radius: 0
    }
}

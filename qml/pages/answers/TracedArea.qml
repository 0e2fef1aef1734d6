import QtQuick
import QtQuick.Layouts
import Datanet.Controls

// A traced text with what stands above it, scrolling, and the card of the words that are pointed at.
FocusScope {
    id: area

    // OriginText::map(); the text alone while it is not traced.
    property string text
    property var origin: ({})
    property string unit
    property bool practice: false
    property bool explains: false
    // Whose runs are outlined; -1 for none.
    property int outlined: -1
    // How far the card may reach where it would hide the words: beyond the area, over what stands beside it.
    property real reach: area.width
    default property alias content: head.data
    readonly property var boxes: words.boxes
    readonly property var parts: area.origin.parts ?? []
    readonly property var part: area.parts[words.current] ?? ({})
    readonly property int source: area.part.source ?? -1
    readonly property var sources: area.origin.sources ?? []

    signal trustRequested
    signal whyRequested(int source)

    function showPart(part: int) {
        leaving.stop();
        words.current = part;
        if (part < 0)
            return;
        const box = area.boxes.find(one => one.part === part);
        if (!box)
            return;
        const top = words.mapToItem(column, 0, box.y).y + column.y;
        if (top < scroll.contentY || top + box.height > scroll.contentY + scroll.height)
            scroll.step(top - scroll.contentY - scroll.height / 3);
    }

    onOriginChanged: words.current = -1

    ScrollArea {
        id: scroll

        anchors.fill: parent

        Item {
            width: scroll.width
            implicitHeight: column.implicitHeight + column.y + Theme.gap24

            ColumnLayout {
                id: column

                x: Math.max(Theme.gap24, Math.round((parent.width - width) / 2))
                y: Theme.gap24 + Theme.gap8
                width: Math.min(Theme.px(768), parent.width - 2 * Theme.gap24)
                spacing: Theme.gap12

                ColumnLayout {
                    id: head

                    spacing: Theme.gap12
                    Layout.fillWidth: true
                }
                MarkedWords {
                    id: words

                    text: area.text
                    parts: area.parts
                    focus: true
                    outlined: area.sources[area.outlined] ?? ({})
                    //: Spoken about words of a text: the source's name, its contributor, its share
                    description: area.source >= 0 ? qsTr("%1 by %2, %3").arg(area.sources[area.source].name).arg(area.sources[area.source].contributor ?? "").arg(area.sources[area.source].share) : ""
                    Layout.fillWidth: true
                    onPointed: part => part < 0 && !edit.activeFocus ? leaving.restart() : area.showPart(part)
                    onEntered: card.enter()
                }
            }
        }
    }
    // The pointer may cross from the words to their card.
    Timer {
        id: leaving

        interval: 250
        onTriggered: if (!card.hovered)
            words.current = -1
    }
    SpanCard {
        id: card

        readonly property var boxes: area.boxes.filter(box => box.part === words.current)
        readonly property var lastBox: card.boxes[card.boxes.length - 1] ?? ({})
        // Below the words; above them where there is no room, and always within the page.
        readonly property point place: {
            const scrolled = scroll.contentY + scroll.width; // the words move with it
            if (card.boxes.length === 0 || scrolled < 0)
                return Qt.point(0, 0);
            const below = words.mapToItem(area, card.lastBox.x, card.lastBox.y + card.lastBox.height + Theme.gap8 + 2);
            const above = words.mapToItem(area, 0, card.boxes[0].y - Theme.gap8).y - card.height;
            if (below.y + card.height <= area.height - Theme.gap8)
                return Qt.point(card.within(below.x - 3), below.y);
            if (above >= 0)
                return Qt.point(card.within(below.x - 3), above);
            const y = Math.max(Theme.gap8, area.height - card.height - Theme.gap8);
            const beside = area.reach - area.width > card.width / 2;
            return Qt.point(beside ? Math.min(area.width - Theme.gap8, area.reach - card.width - Theme.gap8) : card.within(below.x - 3), y);
        }

        function within(x: real): real {
            return Math.max(Theme.gap16, Math.min(area.width - card.width - Theme.gap16, x));
        }

        visible: words.current >= 0 && card.boxes.length > 0
        width: Math.min(implicitWidth, area.width - 2 * Theme.gap16)
        height: implicitHeight
        x: card.place.x
        y: card.place.y
        span: area.origin.spans?.[area.part.span ?? -1] ?? ({})
        source: area.sources[area.source] ?? ({})
        level: area.origin.level ?? ""
        unit: area.unit
        practice: area.practice
        explains: area.explains
        compact: area.height < Theme.px(340)
        onHoveredChanged: if (!card.hovered)
            leaving.restart()
        onTrustRequested: area.trustRequested()
        onWhyRequested: area.whyRequested(area.source)
        onDismissed: {
            words.edit.forceActiveFocus(Qt.TabFocusReason);
            words.current = -1;
        }
    }
}

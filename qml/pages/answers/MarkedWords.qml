import QtQuick
import Datanet.App
import Datanet.Controls

// A text whose parts are coloured by their source, with the source's number behind each. Its words can be selected and
// copied; the arrow keys go from part to part.
Item {
    id: words

    property alias text: marks.text
    property alias parts: marks.parts
    property alias boxes: marks.boxes
    property alias edit: edit
    // Said by a screen reader about the part that is shown.
    property string description
    // The part that is pointed at or was reached by the keyboard; -1 for none.
    property int current: -1
    // A source whose runs are outlined, { runs }; empty for none.
    property var outlined: ({})

    signal pointed(int part)
    signal entered

    implicitHeight: edit.contentHeight

    MarkedText {
        id: marks

        document: edit.textDocument
        runs: words.outlined.runs ?? []
        lineHeight: Theme.answerLine
        room: Theme.px(15)
    }
    Repeater {
        model: marks.boxes

        Rectangle {
            id: box

            required property var modelData
            readonly property int source: words.parts[box.modelData.part]?.source ?? -1 // qmllint disable unqualified
            readonly property bool on: words.current === box.modelData.part // qmllint disable unqualified

            x: box.modelData.x - 3
            y: box.modelData.y - 2
            width: box.modelData.width + (box.modelData.last && box.source >= 0 ? 3 : 6)
            height: box.modelData.height + 4
            radius: Theme.radiusChip - 1
            color: Theme.sourceGround(box.source)
            border.width: box.on ? Theme.focusWidth : 0
            border.color: Theme.sourceLine(box.source)

            Rectangle {
                width: parent.width
                height: Theme.focusWidth
                y: parent.height - height
                color: Theme.sourceLine(box.source)
            }
        }
    }
    TextEdit {
        id: edit

        objectName: "answer"
        width: words.width
        readOnly: true
        selectByMouse: true
        persistentSelection: true
        activeFocusOnTab: true
        wrapMode: TextEdit.Wrap
        color: Theme.ink
        selectionColor: Theme.accent
        selectedTextColor: Theme.accentInk
        font.pixelSize: Theme.titleSize
        Accessible.role: Accessible.StaticText
        Accessible.name: words.text
        //: Said by a screen reader about a text with coloured parts
        Accessible.description: words.description !== "" ? words.description : words.parts.length > 0 ? qsTr("The arrow keys go through the words that records share with it.") : ""

        onContentSizeChanged: marks.measure()
        onWidthChanged: marks.measure()

        Keys.priority: Keys.BeforeItem
        Keys.onPressed: event => {
            const forward = event.key === Qt.Key_Right || event.key === Qt.Key_Down;
            const back = event.key === Qt.Key_Left || event.key === Qt.Key_Up;
            if (event.modifiers === Qt.NoModifier && words.parts.length > 0 && (forward || back)) {
                const next = words.current < 0 ? (forward ? 0 : words.parts.length - 1) : words.current + (forward ? 1 : -1);
                words.pointed(Math.max(0, Math.min(words.parts.length - 1, next)));
            } else if (event.key === Qt.Key_Escape && words.current >= 0) {
                words.pointed(-1);
            } else if ((event.key === Qt.Key_Return || event.key === Qt.Key_Space) && words.current >= 0) {
                words.entered();
            } else {
                return;
            }
            event.accepted = true;
        }

        HoverHandler {
            id: pointer

            readonly property int part: pointer.hovered ? marks.partAt(pointer.point.position.x, pointer.point.position.y) : -1

            cursorShape: Qt.IBeamCursor
            onPartChanged: words.pointed(pointer.part)
        }
    }
    // The number stands in the room that the text leaves behind each part.
    Repeater {
        model: marks.boxes

        Text {
            id: number

            required property var modelData
            readonly property int source: words.parts[number.modelData.part]?.source ?? -1 // qmllint disable unqualified

            visible: number.modelData.last && number.source >= 0
            width: Theme.px(15)
            x: number.modelData.rightToLeft ? number.modelData.x : number.modelData.x + number.modelData.width - width
            y: number.modelData.y - 1
            horizontalAlignment: Text.AlignHCenter
            text: number.source + 1
            textFormat: Text.PlainText
            color: Theme.ink
            font.pixelSize: Theme.px(12)
            font.weight: Font.DemiBold
            Accessible.ignored: true
        }
    }
    Repeater {
        model: marks.runBoxes

        Rectangle {
            id: outline

            required property var modelData

            x: outline.modelData.x - 2
            y: outline.modelData.y - 2
            width: outline.modelData.width + 4
            height: outline.modelData.height + 4
            radius: Theme.radiusChip
            color: "transparent"
            border.width: Theme.focusWidth
            border.color: Theme.accent
        }
    }
}

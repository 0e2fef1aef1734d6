import QtQuick
import Datanet.Controls

// Arithmetic: words at the left, numbers below each other at the right, results strong.
Rectangle {
    id: box

    property string title
    // Each { text, value, strong }
    property var lines: []
    property bool practice: false
    property bool framed: false
    readonly property int inset: box.framed ? Theme.gap12 : 0

    implicitHeight: column.implicitHeight + 2 * box.inset
    radius: Theme.radiusControl
    color: box.framed ? Theme.raised : "transparent"
    border.width: box.framed ? Theme.line1 : 0
    border.color: Theme.line

    // Positioners, not layouts: wrapped words settle in one round.
    Column {
        id: column

        x: box.inset
        y: box.inset
        width: parent.width - 2 * box.inset
        spacing: Theme.gap4

        Label {
            visible: text !== ""
            width: column.width
            text: box.title
            kind: Label.Strong
        }
        Repeater {
            model: box.lines

            Item {
                id: line

                required property int index
                required property var modelData
                readonly property bool ruled: line.modelData.strong && line.index > 0
                readonly property int above: line.ruled ? Theme.gap8 : 0

                width: column.width // qmllint disable unqualified
                height: line.above + Math.max(words.height, value.height)
                Accessible.role: Accessible.StaticText
                Accessible.name: line.modelData.text + ": " + line.modelData.value

                Divider {
                    visible: line.ruled
                    y: Theme.gap4
                    width: parent.width
                }
                Label {
                    id: words

                    y: line.above
                    width: line.width - value.width - Theme.gap12
                    text: line.modelData.text
                    kind: line.modelData.strong ? Label.Strong : Label.Body
                    muted: !line.modelData.strong
                    wrapMode: Text.Wrap
                    Accessible.ignored: true
                }
                Label {
                    id: value

                    anchors.right: parent.right
                    y: line.above
                    text: line.modelData.value
                    kind: Label.Mono
                    horizontalAlignment: Text.AlignRight
                    Accessible.ignored: true

                    Stripes {
                        visible: line.modelData.strong && box.practice // qmllint disable unqualified
                        anchors.fill: parent
                        anchors.leftMargin: -Theme.gap4
                        anchors.rightMargin: -Theme.gap4
                        radius: Theme.radiusChip
                        z: -1
                    }
                }
            }
        }
    }
}

import QtQuick
import QtQuick.Layouts
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

    ColumnLayout {
        id: column

        x: box.inset
        y: box.inset
        width: parent.width - 2 * box.inset
        spacing: Theme.gap4

        Label {
            visible: text !== ""
            text: box.title
            kind: Label.Strong
            Layout.fillWidth: true
        }
        Repeater {
            model: box.lines

            ColumnLayout {
                id: line

                required property int index
                required property var modelData

                spacing: Theme.gap4
                Layout.fillWidth: true
                Accessible.role: Accessible.StaticText
                Accessible.name: line.modelData.text + ": " + line.modelData.value

                Divider {
                    visible: line.modelData.strong && line.index > 0
                    Layout.fillWidth: true
                    Layout.topMargin: Theme.gap4
                }
                RowLayout {
                    spacing: Theme.gap12
                    Layout.fillWidth: true

                    Label {
                        text: line.modelData.text
                        kind: line.modelData.strong ? Label.Strong : Label.Body
                        muted: !line.modelData.strong
                        wrapMode: Text.Wrap
                        Layout.fillWidth: true
                        Accessible.ignored: true
                    }
                    Label {
                        id: value

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
}

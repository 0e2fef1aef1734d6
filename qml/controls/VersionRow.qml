import QtQuick
import QtQuick.Templates as T
import QtQuick.Layouts
import Datanet.Controls

T.ItemDelegate {
    id: row

    property string title
    property string message
    property string detail
    // "", "before" or "after"
    property string side
    property bool published: false
    property bool first: false
    property bool last: false
    // Where versions ran side by side: this one's lane, the lanes of the picture, those in which a line comes from
    // above, and the lines { from, to } to the next row.
    property int lane: 0
    property int lanes: 1
    property var above: row.first ? [] : [0]
    property var below: row.last ? [] : [{from: 0, to: 0}]
    // Each { text, kind, current }; kind: "branch", "tag" or "remote".
    property var names: []

    readonly property bool on: row.side !== ""

    implicitWidth: Theme.px(272)
    implicitHeight: Theme.rowVersion
    topPadding: Theme.gap8
    bottomPadding: Theme.gap8
    readonly property real laneWidth: Theme.px(14)
    readonly property real picture: Theme.px(60) + (row.lanes - 1) * row.laneWidth
    leftPadding: row.mirrored ? Theme.gap12 : row.picture
    rightPadding: row.mirrored ? row.picture : Theme.gap12
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    font: Fonts.sized(Theme.bodySize)
    text: row.title
    Accessible.name: row.title
    Accessible.description: row.message + ", " + row.detail
    Accessible.selected: row.on

    Keys.onReturnPressed: row.clicked()

    contentItem: ColumnLayout {
        spacing: 0

        RowLayout {
            spacing: Theme.gap8
            Layout.fillWidth: true

            Label {
                text: row.title
                kind: Label.Strong
            }
            Repeater {
                model: row.names

                Tag {
                    required property var modelData

                    text: modelData.text
                    iconName: modelData.kind === "tag" ? "tag" : modelData.kind === "remote" ? "globe" : "branch"
                    tone: modelData.current ? Tone.Positive : Tone.Neutral
                    Layout.maximumWidth: Theme.px(140)
                }
            }
            Rectangle {
                visible: row.on
                implicitWidth: sideLabel.implicitWidth + Theme.gap12
                implicitHeight: Theme.tag
                radius: Theme.radiusChip
                color: Theme.raised

                Label {
                    id: sideLabel

                    anchors.centerIn: parent
                    //: Mark on the older and on the newer of two versions that are compared
                    text: row.side === "before" ? qsTr("Before") : qsTr("After")
                    color: Theme.accentText
                    font.weight: Font.Medium
                }
            }
            Tag {
                visible: row.published
                tone: Tone.Positive
                //: Mark on a version that a datanet has published
                text: qsTr("Published")
            }
            Item {
                Layout.fillWidth: true
            }
        }
        Label {
            text: row.message
            Layout.fillWidth: true
        }
        Label {
            text: row.detail
            muted: true
            Layout.fillWidth: true
        }
    }
    background: Rectangle {
        color: row.on ? Theme.accentSoft : row.hovered ? Theme.hover : "transparent"

        Item {
            id: line

            width: row.picture - Theme.px(20)
            height: parent.height
            x: row.mirrored ? parent.width - width : 0

            readonly property real knot: Theme.gap8 + Theme.bodyLine * 0.9

            function at(lane: int): real {
                const from = Theme.px(20) + lane * row.laneWidth;
                return row.mirrored ? line.width - from : from;
            }

            // qmllint disable unqualified
            Repeater {
                model: row.above

                Rectangle {
                    required property var modelData

                    x: line.at(modelData) - 0.75
                    width: 1.5
                    height: line.knot
                    color: Theme.lineStrong
                }
            }
            Repeater {
                model: row.below

                Rectangle {
                    id: stroke

                    required property var modelData
                    readonly property real fromX: line.at(stroke.modelData.from)
                    readonly property real toX: line.at(stroke.modelData.to)
                    readonly property real down: line.height - line.knot

                    // From the dot to the lower edge; a slant where the lane changes.
                    x: (stroke.fromX + stroke.toX) / 2 - 0.75
                    y: line.knot + (stroke.down - stroke.height) / 2
                    width: 1.5
                    height: Math.sqrt(stroke.down * stroke.down + (stroke.toX - stroke.fromX) * (stroke.toX - stroke.fromX))
                    rotation: -Math.atan2(stroke.toX - stroke.fromX, stroke.down) * 180 / Math.PI
                    antialiasing: stroke.fromX !== stroke.toX
                    color: Theme.lineStrong
                }
            }
            // qmllint enable unqualified
            Rectangle {
                x: line.at(row.lane) - width / 2
                width: row.on ? Theme.px(15) : Theme.px(10)
                height: width
                radius: width / 2
                y: line.knot - height / 2
                color: row.on ? Theme.accent : Theme.surface
                border.width: row.on ? 0 : 1.5
                border.color: Theme.lineStrong
            }
        }
        Rectangle {
            anchors.fill: parent
            anchors.margins: 2
            visible: row.visualFocus
            color: "transparent"
            radius: Theme.radiusControl
            border.width: Theme.focusWidth
            border.color: Theme.accent
        }
    }
}

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

    readonly property bool on: row.side !== ""

    implicitWidth: Theme.px(272)
    implicitHeight: Theme.rowVersion
    topPadding: Theme.gap8
    bottomPadding: Theme.gap8
    leftPadding: row.mirrored ? Theme.gap12 : Theme.px(60)
    rightPadding: row.mirrored ? Theme.px(60) : Theme.gap12
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

            width: Theme.px(40)
            height: parent.height
            x: row.mirrored ? parent.width - width : 0

            readonly property real knot: Theme.gap8 + Theme.bodyLine * 0.9

            Rectangle {
                anchors.horizontalCenter: parent.horizontalCenter
                width: 1.5
                y: row.first ? line.knot : 0
                height: row.last ? line.knot - y : parent.height - y
                color: Theme.lineStrong
            }
            Rectangle {
                anchors.horizontalCenter: parent.horizontalCenter
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

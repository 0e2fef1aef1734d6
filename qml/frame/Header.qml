import QtQuick
import QtQuick.Templates as T
import QtQuick.Layouts
import Datanet.Controls

Rectangle {
    id: header

    property string title
    // Each: { text, key }; the way back.
    property var trail: []
    property alias beside: besideRow.data
    default property alias actions: actionRow.data

    signal trailChosen(string key)

    implicitHeight: Theme.header
    color: Theme.canvas

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.gap24
        anchors.rightMargin: Theme.gap24
        spacing: Theme.gap12

        Repeater {
            model: header.trail

            RowLayout {
                id: stop

                required property var modelData

                spacing: Theme.gap12

                T.AbstractButton {
                    id: link

                    implicitWidth: linkText.implicitWidth
                    implicitHeight: Theme.bodyLine
                    hoverEnabled: true
                    focusPolicy: Qt.TabFocus
                    text: stop.modelData.text
                    Accessible.role: Accessible.Link
                    Accessible.name: link.text
                    onClicked: header.trailChosen(stop.modelData.key) // qmllint disable unqualified

                    Keys.onReturnPressed: link.clicked()

                    contentItem: Label {
                        id: linkText

                        text: link.text
                        color: link.hovered ? Theme.ink : Theme.muted
                        font.underline: link.hovered
                    }
                    background: Item {
                        FocusRing {
                            targetRadius: Theme.radiusChip
                            shown: link.visualFocus
                        }
                    }
                }
                Icon {
                    name: "chevron-right"
                    mirror: header.LayoutMirroring.enabled // qmllint disable unqualified
                    color: Theme.muted
                    size: Theme.px(14)
                }
            }
        }
        Label {
            text: header.title
            kind: Label.Title
            // Words are rarely whole pixels wide, and a part of one too few cuts them short.
            Layout.maximumWidth: Math.ceil(implicitWidth)
            Layout.minimumWidth: Math.min(Math.ceil(implicitWidth), Theme.px(160))
            Layout.fillWidth: true
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        RowLayout {
            id: besideRow

            spacing: Theme.gap12
            Layout.fillWidth: false
        }
        Item {
            Layout.fillWidth: true
        }
        RowLayout {
            id: actionRow

            spacing: Theme.gap12
            Layout.fillWidth: false
        }
    }
    Divider {
        width: parent.width
        y: parent.height - 1
    }
}

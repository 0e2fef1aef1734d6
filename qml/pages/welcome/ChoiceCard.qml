import QtQuick
import QtQuick.Layouts
import Datanet.Controls

Rectangle {
    id: card

    property string title
    property string text
    property string iconName
    property var steps: []
    property string keyHint
    property bool primary: false

    signal chosen

    implicitHeight: column.implicitHeight
    radius: Theme.radiusCard
    color: Theme.raised
    border.width: Theme.line1
    border.color: Theme.line
    Layout.fillWidth: true
    Layout.fillHeight: true
    Layout.preferredWidth: 1
    Accessible.role: Accessible.Grouping
    Accessible.name: card.title

    ColumnLayout {
        id: column

        anchors.fill: parent
        spacing: Theme.gap12

        Rectangle {
            color: card.primary ? Theme.accentSoft : Theme.surface
            implicitHeight: Theme.px(104)
            radius: Theme.radiusCard
            Layout.fillWidth: true
            Layout.margins: 1

            Icon {
                anchors.centerIn: parent
                name: card.iconName
                color: Theme.accentText
                size: Theme.px(48)
            }
        }
        Label {
            text: card.title
            kind: Label.Title
            Layout.leftMargin: Theme.gap24
            Layout.rightMargin: Theme.gap24
            Layout.topMargin: Theme.gap8
            Layout.fillWidth: true
        }
        Label {
            text: card.text
            kind: Label.Lead
            muted: true
            wrapMode: Text.Wrap
            Layout.leftMargin: Theme.gap24
            Layout.rightMargin: Theme.gap24
            Layout.fillWidth: true
        }
        Repeater {
            model: card.steps

            RowLayout {
                id: step

                required property int index
                required property string modelData

                spacing: Theme.gap12
                Layout.leftMargin: Theme.gap24
                Layout.rightMargin: Theme.gap24
                Layout.fillWidth: true

                NumberDot {
                    text: step.index + 1
                }
                Label {
                    text: step.modelData
                    wrapMode: Text.Wrap
                    Layout.fillWidth: true
                }
            }
        }
        Item {
            Layout.fillHeight: true
        }
        Button {
            text: card.title
            keyHint: card.keyHint
            variant: card.primary ? Button.Primary : Button.Plain
            size: Button.Large
            Layout.margins: Theme.gap24
            Layout.topMargin: Theme.gap12
            Layout.fillWidth: true
            onClicked: card.chosen()
        }
    }
}

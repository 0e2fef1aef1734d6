import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Datanet.Controls

// One of the sides of a value that both changed.
T.AbstractButton {
    id: side

    property string title
    property string value
    property bool present: true
    property bool chosen: false

    implicitHeight: column.implicitHeight + 2 * Theme.gap12
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.RadioButton
    Accessible.name: side.title
    Accessible.description: side.present ? side.value : qsTr("Not there")
    Accessible.checked: side.chosen

    Keys.onReturnPressed: side.clicked()

    background: Rectangle {
        radius: Theme.radiusCard
        color: side.chosen ? Theme.accentSoft : side.enabled && side.hovered ? Theme.hover : Theme.surface
        border.width: Theme.line1
        border.color: side.chosen ? Theme.accent : Theme.line

        FocusRing {
            targetRadius: Theme.radiusCard
            shown: side.visualFocus
        }
    }
    contentItem: Item {
        ColumnLayout {
            id: column

            x: Theme.gap16
            y: Theme.gap12
            width: parent.width - 2 * Theme.gap16
            spacing: Theme.gap4

            RowLayout {
                spacing: Theme.gap8
                Layout.fillWidth: true

                Label {
                    text: side.title
                    kind: Label.Strong
                    Layout.fillWidth: true
                }
                Icon {
                    visible: side.chosen
                    name: "check"
                    color: Theme.accentText
                }
            }
            Label {
                //: A value, or a record, that one side does not have
                text: side.present ? side.value : qsTr("Not there")
                muted: !side.present
                wrapMode: Text.Wrap
                maximumLineCount: 12
                elide: Text.ElideRight
                Layout.fillWidth: true
            }
        }
    }
}

import QtQuick
import QtQuick.Templates as T
import QtQuick.Layouts
import Datanet.Controls

T.Pane {
    id: banner

    // What failed, what is safe, what to do.
    property string what
    property string safe
    property string todo
    property string actionText
    property bool dismissible: true

    signal action
    signal dismissed

    visible: banner.what !== ""
    padding: Theme.gap12
    implicitWidth: Theme.px(480)
    implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
    Accessible.role: Accessible.AlertMessage
    Accessible.name: banner.what
    Accessible.description: banner.safe + " " + banner.todo

    background: Rectangle {
        radius: Theme.radiusCard
        color: Theme.dangerSoft
    }
    contentItem: RowLayout {
        spacing: Theme.gap12

        Icon {
            name: "error"
            color: Theme.danger
            Layout.alignment: Qt.AlignTop
            Layout.topMargin: (Theme.bodyLine - height) / 2
        }
        ColumnLayout {
            spacing: Theme.gap4
            Layout.fillWidth: true

            Label {
                text: banner.what
                kind: Label.Strong
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
            RowLayout {
                visible: banner.safe !== ""
                spacing: 6

                Icon {
                    name: "lock"
                    color: Theme.muted
                    size: Theme.px(14)
                    Layout.alignment: Qt.AlignTop
                    Layout.topMargin: (Theme.bodyLine - height) / 2
                }
                Label {
                    text: banner.safe
                    muted: true
                    wrapMode: Text.Wrap
                    Layout.fillWidth: true
                }
            }
            RowLayout {
                visible: banner.todo !== ""
                spacing: 6

                Icon {
                    name: "arrow-right"
                    mirror: banner.mirrored
                    color: Theme.muted
                    size: Theme.px(14)
                    Layout.alignment: Qt.AlignTop
                    Layout.topMargin: (Theme.bodyLine - height) / 2
                }
                Label {
                    text: banner.todo
                    wrapMode: Text.Wrap
                    Layout.fillWidth: true
                }
            }
        }
        Button {
            visible: text !== ""
            text: banner.actionText
            onClicked: banner.action()
        }
        IconButton {
            visible: banner.dismissible
            iconName: "close"
            //: Closes an error message
            name: qsTr("Close message")
            Layout.alignment: Qt.AlignTop
            onClicked: banner.dismissed()
        }
    }
}

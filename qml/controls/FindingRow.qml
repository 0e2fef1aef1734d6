import QtQuick
import QtQuick.Templates as T
import QtQuick.Layouts
import Datanet.Controls

FocusScope {
    id: finding

    property string title
    property string count
    // "blocking", "caution" or "note"
    property string severity: "note"
    property bool expanded: false
    property string detail
    default property alias content: body.data
    property alias fixes: fixRow.data

    implicitWidth: Theme.sidePanel
    implicitHeight: head.height + (finding.expanded ? inner.implicitHeight + Theme.gap12 : 0) + 1

    readonly property string severityWord: {
        switch (finding.severity) {
        case "blocking":
            //: A finding that must be fixed before sending
            return qsTr("Must be fixed");
        case "caution":
            //: A finding that reviewers will look at
            return qsTr("Worth a look");
        default:
            //: A finding that is only for information
            return qsTr("Note");
        }
    }

    T.AbstractButton {
        id: head

        width: parent.width
        height: Theme.rowFinding
        focus: true
        hoverEnabled: true
        focusPolicy: Qt.StrongFocus
        font: Fonts.sized(Theme.bodySize)
        text: finding.title
        Accessible.role: Accessible.Button
        Accessible.name: finding.title
        Accessible.description: finding.severityWord + ", " + finding.count
        Accessible.checkable: true
        Accessible.checked: finding.expanded
        onClicked: finding.expanded = !finding.expanded

        Keys.onReturnPressed: head.clicked()

        background: Rectangle {
            color: head.hovered ? Theme.hover : "transparent"

            Rectangle {
                anchors.fill: parent
                anchors.margins: 2
                visible: head.visualFocus
                color: "transparent"
                radius: Theme.radiusControl
                border.width: Theme.focusWidth
                border.color: Theme.accent
            }
        }
        contentItem: Item {
            RowLayout {
                anchors.fill: parent
                anchors.leftMargin: Theme.gap16
                anchors.rightMargin: Theme.gap16
                spacing: Theme.gap8

                SeverityIcon {
                    severity: finding.severity
                }
                Label {
                    text: finding.title
                    kind: Label.Strong
                    Layout.fillWidth: true
                }
                CountBadge {
                    text: finding.count
                }
                Icon {
                    name: finding.expanded ? "chevron-up" : "chevron-down"
                    color: Theme.muted
                }
            }
        }
    }
    ColumnLayout {
        id: inner

        visible: finding.expanded
        anchors.top: head.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Theme.gap16 + Theme.icon + Theme.gap8
        anchors.rightMargin: Theme.gap16
        spacing: Theme.gap8

        Label {
            visible: text !== ""
            text: finding.detail
            muted: true
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        ColumnLayout {
            id: body

            visible: children.length > 0
            spacing: Theme.gap4
            Layout.fillWidth: true
        }
        Flow {
            id: fixRow

            visible: children.length > 0
            spacing: Theme.gap4
            Layout.fillWidth: true
        }
    }
    Divider {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}

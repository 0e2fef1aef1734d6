import QtQuick
import QtQuick.Templates as T
import Datanet.Controls

T.ToolTip {
    id: tip

    property bool shown: false

    visible: tip.shown && tip.text !== ""
    delay: 600
    timeout: 8000
    x: parent ? Math.round((parent.width - implicitWidth) / 2) : 0
    y: parent ? parent.height + Theme.gap8 : 0
    margins: Theme.gap8
    padding: Theme.gap8
    leftPadding: Theme.gap12
    rightPadding: Theme.gap12
    implicitWidth: Math.min(contentItem.implicitWidth, Theme.px(320)) + leftPadding + rightPadding
    implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutsideParent

    contentItem: Label {
        text: tip.text
        wrapMode: Text.Wrap
    }
    background: Rectangle {
        color: Theme.raised
        border.width: Theme.line1
        border.color: Theme.line
        radius: Theme.radiusControl

        Shadow {
            radius: Theme.radiusControl
        }
    }
}

import QtQuick
import Datanet.Controls

Rectangle {
    id: frame

    required property Item field
    property bool failed: false

    radius: Theme.radiusControl
    color: frame.field.enabled ? Theme.raised : Theme.surface
    border.width: frame.failed || frame.field.activeFocus ? Theme.focusWidth : Theme.line1
    border.color: frame.failed ? Theme.danger : frame.field.activeFocus ? Theme.accent : Theme.line
}

import QtQuick
import QtQuick.Templates as T
import Datanet.Controls

T.TextField {
    id: field

    property string error
    property string name: field.placeholderText
    property int leadingSpace: 0
    property int trailingSpace: 0

    implicitHeight: Theme.control
    implicitWidth: Theme.px(240)
    leftPadding: Theme.gap12 - 2 + (field.LayoutMirroring.enabled ? field.trailingSpace : field.leadingSpace)
    rightPadding: Theme.gap12 - 2 + (field.LayoutMirroring.enabled ? field.leadingSpace : field.trailingSpace)
    verticalAlignment: TextInput.AlignVCenter
    color: field.enabled ? Theme.ink : Theme.muted
    placeholderTextColor: Theme.muted
    selectionColor: Theme.accent
    selectedTextColor: Theme.accentInk
    selectByMouse: true
    font: Fonts.sized(Theme.bodySize)
    Accessible.name: field.name
    Accessible.description: field.error

    background: FieldFrame {
        field: field
        failed: field.error !== ""
    }

    Text {
        visible: field.length === 0 && field.preeditText === ""
        x: field.leftPadding
        width: field.width - field.leftPadding - field.rightPadding
        height: field.height
        verticalAlignment: Text.AlignVCenter
        text: field.placeholderText
        textFormat: Text.PlainText
        color: Theme.muted
        elide: Text.ElideRight
        font: field.font
        Accessible.ignored: true
    }
}

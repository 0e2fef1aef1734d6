import QtQuick
import QtQuick.Templates as T
import Datanet.Controls

T.ScrollView {
    id: view

    property alias text: area.text
    property alias placeholderText: area.placeholderText
    property alias readOnly: area.readOnly
    property alias area: area
    property string name: area.placeholderText
    property string error
    property int lines: 3

    implicitWidth: Theme.px(320)
    implicitHeight: view.lines * Theme.bodyLine + 2 * (Theme.gap8 - 2)
    Accessible.ignored: true

    background: FieldFrame {
        field: area
        failed: view.error !== ""
    }
    T.ScrollBar.vertical: ScrollBar {
        parent: view
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        anchors.margins: 2
    }

    T.TextArea {
        id: area

        leftPadding: Theme.gap12 - 2
        rightPadding: Theme.gap12 - 2
        topPadding: Theme.gap8 - 2
        bottomPadding: Theme.gap8 - 2
        color: Theme.ink
        placeholderTextColor: Theme.muted
        selectionColor: Theme.accent
        selectedTextColor: Theme.accentInk
        selectByMouse: true
        wrapMode: TextEdit.Wrap
        font: Fonts.sized(Theme.bodySize)
        // Tab leaves the field: a trap for the keyboard otherwise.
        Keys.onTabPressed: area.nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
        Keys.onBacktabPressed: area.nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
        Accessible.name: view.name
        Accessible.description: view.error

        Text {
            visible: area.length === 0 && area.preeditText === ""
            x: area.leftPadding
            y: area.topPadding
            width: area.width - area.leftPadding - area.rightPadding
            text: area.placeholderText
            textFormat: Text.PlainText
            color: Theme.muted
            wrapMode: Text.Wrap
            font: area.font
            Accessible.ignored: true
        }
    }
}

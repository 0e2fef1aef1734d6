import QtQuick
import QtQuick.Templates as T
import QtQuick.Layouts
import Datanet.Controls

// Rows that a Repeater makes in it belong into a Column: a closed sheet has no window, and without one a layout of
// Qt 6.4 goes on giving sizes to what a Repeater took away.
T.Dialog {
    id: sheet

    property string subtitle
    property string primaryText
    property string primaryIcon
    property bool primaryEnabled: true
    property bool primaryDanger: false
    property bool busy: false
    // Without it only the main button leads out.
    property bool closable: true
    //: Button that closes a sheet and changes nothing
    property string cancelText: qsTr("Cancel")
    property alias footerStart: startRow.data
    property alias banner: bannerColumn.data
    default property alias content: body.data

    parent: T.Overlay.overlay
    x: parent ? Math.round((parent.width - width) / 2) : 0
    y: parent ? Math.round((parent.height - height) / 2) : 0
    width: Math.min(Theme.sheetWidth, (parent ? parent.width : Theme.sheetWidth) - 2 * Theme.gap24)
    height: Math.min(implicitHeight, (parent ? parent.height : implicitHeight) - 2 * Theme.gap24)
    implicitHeight: head.implicitHeight + scroll.contentHeight + foot.implicitHeight
    modal: true
    focus: true
    closePolicy: sheet.busy || !sheet.closable ? T.Popup.NoAutoClose : T.Popup.CloseOnEscape
    font: Fonts.sized(Theme.bodySize)

    // The main button waits for Enter, unless the sheet itself chose a field.
    onOpened: {
        const focused = sheet.contentItem.Window.activeFocusItem;
        if (focused !== null && focused !== sheet.contentItem && focused !== sheet.background)
            return;
        if (primary.visible && primary.enabled)
            primary.forceActiveFocus(Qt.TabFocusReason);
        else
            closer.forceActiveFocus(Qt.PopupFocusReason); // a focus ring would bring its tip up, unasked
    }

    T.Overlay.modal: Rectangle {
        color: Theme.scrim
    }
    enter: Transition {
        NumberAnimation {
            property: "opacity"
            from: 0
            to: 1
            duration: Theme.motionNormal
            easing.type: Easing.OutCubic
        }
    }
    exit: Transition {
        NumberAnimation {
            property: "opacity"
            from: 1
            to: 0
            duration: Theme.motionFast
        }
    }
    background: Rectangle {
        radius: Theme.radiusSheet
        color: Theme.raised
        border.width: Theme.line1
        border.color: Theme.line

        Shadow {
        }
    }
    contentItem: FocusScope {
        focus: true
        Accessible.role: Accessible.Dialog
        Accessible.name: sheet.title

        // A shortcut, because a check box or a button that has the focus takes Return for itself.
        Shortcut {
            sequences: ["Ctrl+Return", "Ctrl+Enter"]
            enabled: sheet.opened && primary.visible && primary.enabled
            onActivated: sheet.accepted()
        }
        ColumnLayout {
            anchors.fill: parent
            spacing: 0

            ColumnLayout {
                id: head

                spacing: Theme.gap4
                Layout.fillWidth: true
                Layout.leftMargin: Theme.gap24
                Layout.rightMargin: Theme.gap24

                RowLayout {
                    spacing: Theme.gap16
                    Layout.topMargin: Theme.gap24
                    Layout.fillWidth: true

                    Label {
                        text: sheet.title
                        kind: Label.Heading
                        wrapMode: Text.Wrap
                        Layout.fillWidth: true
                        Accessible.role: Accessible.Heading
                        Accessible.name: text
                    }
                    IconButton {
                        id: closer

                        visible: sheet.closable
                        iconName: "close"
                        //: Closes a sheet or a panel
                        name: qsTr("Close")
                        enabled: !sheet.busy
                        Layout.alignment: Qt.AlignTop
                        onClicked: sheet.reject()
                    }
                }
                Label {
                    visible: text !== ""
                    text: sheet.subtitle
                    kind: Label.Lead
                    muted: true
                    wrapMode: Text.Wrap
                    textFormat: Text.StyledText
                    Layout.fillWidth: true
                }
                Item {
                    implicitHeight: Theme.gap12
                }
            }
            Flickable {
                id: scroll

                clip: contentHeight > height
                contentWidth: width
                contentHeight: body.implicitHeight + Theme.gap16
                boundsBehavior: Flickable.StopAtBounds
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredHeight: contentHeight

                T.ScrollBar.vertical: ScrollBar {
                }

                ColumnLayout {
                    id: body

                    x: Theme.gap24
                    width: scroll.width - 2 * Theme.gap24
                    spacing: Theme.gap16
                }
            }
            ColumnLayout {
                id: foot

                spacing: 0
                Layout.fillWidth: true

                ColumnLayout {
                    id: bannerColumn

                    spacing: 0
                    Layout.fillWidth: true
                }
                RowLayout {
                    spacing: Theme.gap12
                    Layout.fillWidth: true
                    Layout.margins: Theme.gap24

                    RowLayout {
                        id: startRow

                        Layout.fillWidth: true
                    }
                    Item {
                        Layout.fillWidth: true
                    }
                    Button {
                        visible: text !== ""
                        text: sheet.cancelText
                        size: Button.Large
                        enabled: !sheet.busy
                        onClicked: sheet.reject()
                    }
                    Button {
                        id: primary

                        visible: text !== ""
                        text: sheet.primaryText
                        iconName: sheet.primaryIcon
                        variant: Button.Primary
                        size: Button.Large
                        enabled: sheet.primaryEnabled && !sheet.busy
                        busy: sheet.busy
                        //: The keys that press a sheet's main button
                        keyHint: qsTr("Ctrl \u21B5")
                        onClicked: sheet.accepted()
                    }
                }
            }
        }
    }
}

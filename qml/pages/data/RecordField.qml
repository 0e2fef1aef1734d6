import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

Field {
    id: field

    required property int index
    required property string title
    required property string kindText
    required property string text
    required property bool edited
    required property bool isLong
    required property var choices
    required property bool mustFill
    required property var media
    required property RecordForm form
    required error
    readonly property bool pictured: (field.media.kind ?? "") !== ""

    function takeFocus(): bool {
        if (picture.item)
            return (picture.item as MediaView).takeFocus();
        if (chooser.visible)
            chooser.forceActiveFocus(Qt.TabFocusReason);
        else if (longText.visible)
            longText.area.forceActiveFocus(Qt.TabFocusReason);
        else
            shortText.forceActiveFocus(Qt.TabFocusReason);
        return true;
    }

    //: A field of a form that has to be filled in; %1 is its name
    label: field.mustFill ? qsTr("%1 (needed)").arg(field.title) : field.title
    hint: field.pictured ? "" : field.kindText

    Loader {
        id: picture

        active: field.pictured
        visible: active
        Layout.fillWidth: true

        sourceComponent: MediaView {
            media: field.media // qmllint disable unqualified
        }
    }
    ComboBox {
        id: chooser

        visible: field.choices.length > 0 && !field.pictured
        model: field.choices
        currentIndex: field.choices.indexOf(field.text)
        name: field.title
        Layout.fillWidth: true
        onActivated: index => field.form.setText(field.index, field.choices[index])
    }
    TextArea {
        id: longText

        visible: field.isLong && !chooser.visible && !field.pictured
        text: field.text
        name: field.title
        error: field.error
        lines: 6
        Layout.fillWidth: true
        area.onTextChanged: if (visible && area.activeFocus)
            field.form.setText(field.index, area.text)
    }
    TextField {
        id: shortText

        visible: !field.isLong && !chooser.visible && !field.pictured
        text: field.text
        name: field.title
        error: field.error
        Layout.fillWidth: true
        onTextEdited: field.form.setText(field.index, text)
    }
}

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
    required property RecordForm form
    required error

    function takeFocus() {
        if (chooser.visible)
            chooser.forceActiveFocus(Qt.TabFocusReason);
        else if (longText.visible)
            longText.area.forceActiveFocus(Qt.TabFocusReason);
        else
            shortText.forceActiveFocus(Qt.TabFocusReason);
    }

    //: A field of a form that has to be filled in; %1 is its name
    label: field.mustFill ? qsTr("%1 (needed)").arg(field.title) : field.title
    hint: field.kindText

    ComboBox {
        id: chooser

        visible: field.choices.length > 0
        model: field.choices
        currentIndex: field.choices.indexOf(field.text)
        name: field.title
        Layout.fillWidth: true
        onActivated: index => field.form.setText(field.index, field.choices[index])
    }
    TextArea {
        id: longText

        visible: field.isLong && !chooser.visible
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

        visible: !field.isLong && !chooser.visible
        text: field.text
        name: field.title
        error: field.error
        Layout.fillWidth: true
        onTextEdited: field.form.setText(field.index, text)
    }
}

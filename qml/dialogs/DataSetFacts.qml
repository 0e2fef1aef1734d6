import QtQuick
import QtQuick.Layouts
import Datanet.Controls

// What a new data set is called, what it is about and under which licence it may be used.
GridLayout {
    id: facts

    property alias title: titleField.text
    property alias domain: domainField.text
    // Each { id, text }.
    property var licences: []
    readonly property string licence: facts.licences[licenceBox.currentIndex]?.id ?? ""
    readonly property bool complete: facts.title.trim() !== "" && facts.domain.trim() !== ""

    columns: width < Theme.px(560) ? 1 : 2
    columnSpacing: Theme.gap16
    rowSpacing: Theme.gap12

    function takeFocus() {
        titleField.forceActiveFocus(Qt.TabFocusReason);
    }

    Field {
        //: Name of a new data set
        label: qsTr("Name")
        Layout.fillWidth: true
        Layout.preferredWidth: 2
        Layout.alignment: Qt.AlignTop

        TextField {
            id: titleField

            name: qsTr("Name")
            maximumLength: 200
            Layout.fillWidth: true
        }
    }
    Field {
        //: Subject of a new data set: medicine, law, computing
        label: qsTr("What it is about")
        Layout.fillWidth: true
        Layout.preferredWidth: 1
        Layout.alignment: Qt.AlignTop

        TextField {
            id: domainField

            //: The subject that a new data set has unless one is typed
            text: qsTr("computing")
            name: qsTr("What it is about")
            maximumLength: 100
            Layout.fillWidth: true
        }
    }
    Field {
        label: qsTr("Licence")
        Layout.columnSpan: facts.columns // its name is long
        Layout.fillWidth: true
        Layout.alignment: Qt.AlignTop

        ComboBox {
            id: licenceBox

            model: facts.licences
            textRole: "text"
            name: qsTr("Licence")
            Layout.fillWidth: true
        }
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// Which columns have a special part.
GridLayout {
    id: roles

    required property ImportPreview preview
    //: No column has this part
    readonly property var choices: [qsTr("None"), ...roles.preview.columnNames]

    columns: width < Theme.px(560) ? 1 : 3
    columnSpacing: Theme.gap16
    rowSpacing: Theme.gap12

    Field {
        //: The column whose words are the data
        label: qsTr("The text")
        hint: qsTr("What others will learn from")
        Layout.fillWidth: true
        Layout.preferredWidth: 1
        Layout.alignment: Qt.AlignTop

        ComboBox {
            model: roles.choices
            currentIndex: roles.preview.textColumn + 1
            name: qsTr("The text")
            Layout.fillWidth: true
            onActivated: index => roles.preview.textColumn = index - 1
        }
    }
    Field {
        //: The column with the class or answer
        label: qsTr("Answer or label")
        hint: qsTr("Such as \u201cspam\u201d; often none")
        Layout.fillWidth: true
        Layout.preferredWidth: 1
        Layout.alignment: Qt.AlignTop

        ComboBox {
            model: roles.choices
            currentIndex: roles.preview.labelColumn + 1
            name: qsTr("Answer or label")
            Layout.fillWidth: true
            onActivated: index => roles.preview.labelColumn = index - 1
        }
    }
    Field {
        //: The column that tells records apart
        label: qsTr("Tells records apart")
        hint: qsTr("Its own number; often none")
        Layout.fillWidth: true
        Layout.preferredWidth: 1
        Layout.alignment: Qt.AlignTop

        ComboBox {
            model: roles.choices
            currentIndex: roles.preview.keyColumn + 1
            name: qsTr("Tells records apart")
            Layout.fillWidth: true
            onActivated: index => roles.preview.keyColumn = index - 1
        }
    }
}

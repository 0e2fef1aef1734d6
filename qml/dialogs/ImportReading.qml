import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// How a file was read, where that can be corrected: the preview is then read anew.
ColumnLayout {
    id: reading

    required property ImportPreview preview
    readonly property bool hasSheets: reading.preview.sheets.length > 1
    readonly property bool hasMore: reading.preview.encodings.length > 0 || reading.preview.delimiters.length > 0 || reading.preview.isTable

    spacing: Theme.gap12

    Label {
        visible: text !== ""
        text: reading.preview.contentsText
        muted: true
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    ComboBox {
        visible: reading.hasSheets
        //: Before the name of the sheet of a spreadsheet that is brought in
        prefix: qsTr("Sheet")
        model: reading.preview.sheets
        currentIndex: reading.preview.sheet
        Layout.fillWidth: true
        onActivated: index => reading.preview.sheet = index
    }
    Disclosure {
        id: more

        visible: reading.hasMore
        //: Opens choices of how a file is read
        text: qsTr("Not read right?")
    }
    GridLayout {
        visible: reading.hasMore && more.open
        columns: width < Theme.px(560) ? 1 : 3
        columnSpacing: Theme.gap16
        rowSpacing: Theme.gap12
        Layout.fillWidth: true

        Field {
            visible: reading.preview.encodings.length > 0
            //: Which characters the bytes of a file stand for
            label: qsTr("Characters")
            hint: qsTr("When letters with accents look wrong")
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignTop

            ComboBox {
                model: reading.preview.encodings
                currentIndex: reading.preview.encoding
                name: qsTr("Characters")
                Layout.fillWidth: true
                onActivated: index => reading.preview.encoding = index
            }
        }
        Field {
            visible: reading.preview.delimiters.length > 0
            //: The character between the columns of a table
            label: qsTr("Between columns")
            hint: qsTr("When all is in one column")
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignTop

            ComboBox {
                model: reading.preview.delimiters
                currentIndex: reading.preview.delimiter
                name: qsTr("Between columns")
                Layout.fillWidth: true
                onActivated: index => reading.preview.delimiter = index
            }
        }
        Field {
            visible: reading.preview.isTable
            //: The first row of a table
            label: qsTr("First row")
            hint: qsTr("Names of the columns, or a record")
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignTop

            ComboBox {
                model: [qsTr("Names the columns"), qsTr("Is a record")]
                currentIndex: reading.preview.header ? 0 : 1
                name: qsTr("First row")
                Layout.fillWidth: true
                onActivated: index => reading.preview.header = index === 0
            }
        }
    }
}

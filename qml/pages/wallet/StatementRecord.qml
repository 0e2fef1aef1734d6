import QtQuick
import QtQuick.Layouts
import Datanet.Controls

// A record that an answer used: the words they share, and the record's text on demand.
ColumnLayout {
    id: row

    property var record: ({})

    spacing: Theme.gap4

    RowLayout {
        spacing: Theme.gap8
        Layout.fillWidth: true

        Icon {
            name: "record"
            color: Theme.muted
            Layout.alignment: Qt.AlignTop
        }
        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true

            RowLayout {
                spacing: Theme.gap8
                Layout.fillWidth: true

                Label {
                    text: row.record.title ?? ""
                    Layout.fillWidth: true
                }
                Label {
                    text: row.record.credit ?? ""
                    muted: true
                }
            }
            Repeater {
                model: row.record.words ?? []

                Label {
                    required property string modelData

                    //: Words that an answer and a record share, in quotation marks
                    text: qsTr("\u201c%1\u201d").arg(modelData)
                    muted: true
                    wrapMode: Text.Wrap
                    Layout.fillWidth: true
                }
            }
            Button {
                id: whole

                visible: (row.record.text ?? "") !== ""
                checkable: true
                text: whole.checked ? qsTr("Hide the record") : qsTr("Show the record")
                variant: Button.Link
            }
            Rectangle {
                visible: whole.checked
                implicitHeight: words.implicitHeight + 2 * Theme.gap8
                radius: Theme.radiusControl
                color: Theme.sunken
                Layout.fillWidth: true
                Layout.topMargin: Theme.gap4

                Label {
                    id: words

                    x: Theme.gap12
                    y: Theme.gap8
                    width: parent.width - 2 * Theme.gap12
                    text: row.record.text ?? ""
                    wrapMode: Text.Wrap
                }
            }
        }
    }
}

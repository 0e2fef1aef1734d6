import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// That only the records found are labelled.
Rectangle {
    id: bar

    required property Labelling labelling

    implicitHeight: row.implicitHeight + 2 * Theme.gap8
    color: Tone.ground(Tone.Accent)

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.gap24
        anchors.rightMargin: Theme.gap24
        spacing: Theme.gap12

        Icon {
            name: "filter"
            color: Tone.ink(Tone.Accent)
        }
        Label {
            objectName: "labelScope"
            //: Above the cards, while only the records found are labelled; %1 is what was looked for
            text: qsTr("Only the records found by: %1").arg(bar.labelling.scopeText)
            elide: Text.ElideRight
            Layout.fillWidth: true
        }
        Button {
            objectName: "labelAll"
            //: Button: no longer only the records found
            text: qsTr("Label all records")
            size: Button.Small
            variant: Button.Quiet
            onClicked: bar.labelling.widen()
        }
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// How far the reviewers agree, and the records about which they differ: once their votes are open.
ColumnLayout {
    id: panel

    required property ReviewDesk desk
    readonly property var agreement: panel.desk.agreement
    readonly property var differing: panel.agreement.differing ?? []

    visible: panel.agreement.lines !== undefined
    spacing: Theme.gap4

    Label {
        //: Heading: how far reviewers agree
        text: qsTr("Agreement")
        kind: Label.Strong
        Layout.fillWidth: true
    }
    Label {
        text: (panel.agreement.lines ?? []).join("\n")
        muted: true
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    Label {
        text: panel.differing.length > 0 ? qsTr("They differ about %n records:", "", panel.differing.length) : qsTr("They decided about every record alike.")
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    Flow {
        visible: panel.differing.length > 0
        spacing: Theme.gap4
        Layout.fillWidth: true

        Repeater {
            model: panel.differing.slice(0, 24)

            Chip {
                required property var modelData

                text: modelData
                //: Said by a screen reader: shows a record
                Accessible.name: qsTr("Record %1").arg(modelData)
                onClicked: panel.desk.goToNumber(modelData) // qmllint disable unqualified
            }
        }
    }
}

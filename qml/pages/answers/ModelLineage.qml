import QtQuick
import QtQuick.Layouts
import Datanet.Controls

// What a model was made of: data versions, the model before it, and the models made of it.
ColumnLayout {
    id: lineage

    property var entry: ({})
    readonly property var related: [...(lineage.entry.parent ? [lineage.entry.parent] : []), ...(lineage.entry.children ?? [])]

    signal modelChosen(real id)

    spacing: Theme.gap8

    Label {
        //: Heading over the data a model was trained on
        text: qsTr("Made of")
        kind: Label.Strong
        Layout.fillWidth: true
    }
    Label {
        visible: text !== ""
        text: lineage.entry.dataReason ?? ""
        muted: true
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    Repeater {
        model: lineage.entry.data ?? []

        RowLayout {
            id: version

            required property string modelData

            spacing: Theme.gap8
            Layout.fillWidth: true

            Icon {
                name: "layers"
                color: Theme.muted
            }
            Label {
                text: version.modelData
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
        }
    }
    RowLayout {
        visible: lineage.entry.records !== undefined
        spacing: Theme.gap8
        Layout.fillWidth: true

        Icon {
            name: "record"
            color: Theme.muted
        }
        Label {
            //: How much a model was trained on
            text: qsTr("%1 records").arg(lineage.entry.records ?? "")
            Layout.fillWidth: true
        }
    }
    RowLayout {
        visible: lineage.entry.data !== undefined
        spacing: Theme.gap8
        Layout.fillWidth: true

        Icon {
            name: "check"
            color: Theme.positive
            Layout.alignment: Qt.AlignTop
            Layout.topMargin: (Theme.bodyLine - height) / 2
        }
        Label {
            //: About a model whose files are on this computer
            text: qsTr("Its files are on this computer and are what was registered.")
            muted: true
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
    }
    Repeater {
        model: lineage.related

        RowLayout {
            id: other

            required property int index
            required property var modelData

            spacing: Theme.gap8
            Layout.fillWidth: true

            Icon {
                name: "branch"
                color: Theme.muted
            }
            Label {
                // qmllint disable unqualified
                //: Lineage of a model: where it comes from, and what was made of it
                text: lineage.entry.parent && other.index === 0 ? qsTr("Derived from") : qsTr("Became part of")
                // qmllint enable unqualified
                muted: true
            }
            Button {
                text: other.modelData.title
                variant: Button.Link
                size: Button.Small
                Layout.fillWidth: true
                onClicked: lineage.modelChosen(other.modelData.id) // qmllint disable unqualified
            }
            Label {
                visible: other.modelData.royalty !== undefined
                //: %1 is a percentage: what the model that another one is derived from gets of that one's share
                text: qsTr("gets %1 of the share").arg(other.modelData.royalty ?? "")
                muted: true
            }
        }
    }
}

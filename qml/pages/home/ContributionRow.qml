import QtQuick
import QtQuick.Layouts
import Datanet.Controls

ColumnLayout {
    id: row

    property var contribution: ({})
    readonly property var tones: ({accent: Tone.Accent, positive: Tone.Positive, caution: Tone.Caution, danger: Tone.Danger, neutral: Tone.Neutral})

    signal openRequested
    signal askRequested

    spacing: Theme.gap8
    Accessible.role: Accessible.ListItem
    Accessible.name: [row.contribution.title, row.contribution.word ?? "", row.contribution.detail ?? ""].join(", ")

    Divider {
        Layout.fillWidth: true
    }
    RowLayout {
        spacing: Theme.gap12
        Layout.fillWidth: true

        Button {
            text: row.contribution.title
            variant: Button.Link
            //: Spoken: opens one contribution
            Accessible.description: qsTr("Open")
            onClicked: row.openRequested()
        }
        Label {
            text: row.contribution.subtitle ?? ""
            muted: true
            Layout.maximumWidth: Math.ceil(implicitWidth)
            Layout.fillWidth: true
        }
        Tag {
            visible: text !== ""
            text: row.contribution.word ?? ""
            tone: row.tones[row.contribution.tone] ?? Tone.Neutral
        }
        Label {
            text: row.contribution.detail ?? ""
            muted: true
            Layout.fillWidth: true
        }
        Button {
            visible: (row.contribution.cameBack ?? 0) > 0
            //: Opens the reasons why records came back
            text: qsTr("Why did %n come back?", "", row.contribution.cameBack ?? 0)
            variant: Button.Link
            onClicked: row.openRequested()
        }
        Button {
            visible: row.contribution.published ?? false
            //: Leads to the page where a model made of the published records is asked
            text: qsTr("Ask about it")
            variant: Button.Link
            onClicked: row.askRequested()
        }
        TrustBadge {
            visible: level !== ""
            explained: false
            level: row.contribution.level ?? ""
            compact: true
        }
    }
    StateSteps {
        visible: model.length > 0
        model: row.contribution.timeline ?? []
        horizontal: true
        Layout.fillWidth: true
    }
}

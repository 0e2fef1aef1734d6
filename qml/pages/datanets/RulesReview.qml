import QtQuick
import Datanet.App
import Datanet.Controls

// What reviewers are told, and the numbers that go with it.
Column {
    id: section

    required property RulesEditor editor
    readonly property var draft: section.editor.draft
    readonly property var limits: section.draft.limits ?? ({})

    spacing: Theme.gap16

    RulesText {
        editor: section.editor
        label: qsTr("Instructions to reviewers")
        hint: qsTr("Reviewers see them beside each record.")
        path: ["instructions"]
        value: section.draft.instructions ?? ""
        lines: 7
        inputName: "rulesInstructions"
        width: section.width
    }
    RulesText {
        editor: section.editor
        label: qsTr("Most records at once")
        number: true
        path: ["limits", "records"]
        value: String(section.limits.records ?? "")
        inputName: "rulesRecords"
        width: Theme.px(280)
    }
    RulesText {
        editor: section.editor
        //: From this similarity on a record counts as the same as another; a percentage
        label: qsTr("Too close to another record, from %")
        number: true
        path: ["limits", "nearDuplicatePercent"]
        place: "limits.percent"
        value: String(section.limits.nearDuplicatePercent ?? "")
        inputName: "rulesNear"
        width: Theme.px(280)
    }
    RulesText {
        editor: section.editor
        //: From this similarity on a person is asked to look; a percentage
        label: qsTr("Close enough for a person to look, from %")
        number: true
        path: ["limits", "closePercent"]
        place: ""
        value: String(section.limits.closePercent ?? "")
        inputName: "rulesClose"
        width: Theme.px(280)
    }
    RulesText {
        editor: section.editor
        //: Reviewers' programs ask for changes when a smaller share of the records is good; a percentage
        label: qsTr("Changes are asked for when fewer records are good than %")
        number: true
        path: ["review", "minimumAcceptedPercent"]
        value: String(section.draft.review?.minimumAcceptedPercent ?? "")
        inputName: "rulesMinimum"
        width: Theme.px(280)
    }
}

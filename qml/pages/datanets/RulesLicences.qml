import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// Under which licences a datanet takes records and publishes them.
Column {
    id: section

    required property RulesEditor editor
    readonly property var draft: section.editor.draft
    readonly property var problems: section.editor.problems
    readonly property var accepted: Array.from(section.draft.licences ?? [])
    readonly property var known: Array.from(section.editor.licences)
    readonly property string published: section.draft.licence ?? ""
    readonly property var offered: section.known.includes(section.published) || section.published === "" ? section.known : Array.of(section.published).concat(section.known)
    readonly property var more: section.known.filter(each => !section.accepted.includes(each))

    spacing: Theme.gap16

    Field {
        //: The licence under which a datanet publishes
        label: qsTr("Published under")
        error: section.problems["licence"] ?? ""
        width: section.width

        ComboBox {
            objectName: "rulesLicence"
            name: qsTr("Published under")
            model: section.offered
            currentIndex: section.offered.indexOf(section.published)
            Layout.fillWidth: true
            Layout.maximumWidth: Theme.px(360)
            onActivated: index => section.editor.set(["licence"], section.offered[index])
        }
    }
    Field {
        //: The licences under which a datanet accepts records
        label: qsTr("Licences it accepts")
        hint: section.accepted.length === 0 ? qsTr("Only the licence it publishes under.") : ""
        error: section.problems["licences"] ?? ""
        width: section.width

        Flow {
            visible: section.accepted.length > 0
            spacing: Theme.gap8
            Layout.fillWidth: true

            Repeater {
                model: section.accepted

                Chip {
                    required property int index
                    required property string modelData

                    text: modelData
                    removable: true
                    onRemoved: section.editor.remove(["licences", index]) // qmllint disable unqualified
                }
            }
        }
        ComboBox {
            objectName: "acceptLicence"
            //: List of licences, to accept one more
            name: qsTr("Accept another licence")
            model: Array.of(name).concat(section.more)
            currentIndex: 0
            Layout.fillWidth: true
            Layout.maximumWidth: Theme.px(360)
            onActivated: index => {
                if (index > 0)
                    section.editor.set(["licences", section.accepted.length], section.more[index - 1]);
                currentIndex = 0;
            }
        }
    }
    RulesWords {
        editor: section.editor
        //: Field: languages of the records
        label: qsTr("Languages")
        hint: qsTr("Such as en, de. Empty: any language.")
        path: ["languages"]
        names: Array.from(section.draft.languages ?? [])
        inputName: "rulesLanguages"
        width: section.width
    }
    RulesWords {
        editor: section.editor
        //: Field: countries whose phone numbers are looked for as personal data
        label: qsTr("Countries whose phone numbers are looked for")
        hint: qsTr("Such as US, DE. Numbers with + and a country's prefix are found in any case.")
        path: ["phoneRegions"]
        names: Array.from(section.draft.phoneRegions ?? [])
        capitals: true
        inputName: "rulesCountries"
        width: section.width
    }
}

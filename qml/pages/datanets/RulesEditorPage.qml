import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// The owner writes new rules for a datanet, looks at what would change, and publishes them.
ColumnLayout {
    id: page

    required property RulesEditor editor
    property string unit
    property bool practice: false
    readonly property var problems: page.editor.problems
    readonly property int faults: Object.keys(page.problems).length
    readonly property var sections: [
        //: Part of the rules of a datanet
        qsTr("Purpose"),
        //: Part of the rules of a datanet
        qsTr("Licences"),
        //: Part of the rules of a datanet: which fields a record has
        qsTr("Form"),
        //: Part of the rules of a datanet
        qsTr("Checks"),
        //: Part of the rules of a datanet
        qsTr("Examples"),
        //: Part of the rules of a datanet: what reviewers are told
        qsTr("Review")]
    readonly property var places: [["title", "purpose", "rules"], ["licence", "licences", "languages", "phoneRegions"], ["schema"], ["checks"], ["examples"], ["instructions", "limits", "review"]]

    signal back

    function faultsOf(section: int): int {
        return Object.keys(page.problems).filter(place => page.places[section].includes(place.split(".")[0])).length;
    }

    spacing: 0

    Header {
        title: qsTr("Change the rules")
        trail: [
            {
                text: page.editor.name,
                key: "datanet"
            }
        ]
        Layout.fillWidth: true
        onTrailChosen: page.back()

        Button {
            objectName: "discardRules"
            visible: page.editor.differs
            variant: Button.Quiet
            iconName: "undo"
            //: Button: throws away what was changed in the rules
            text: qsTr("Discard changes")
            onClicked: page.editor.discard()
        }
        Button {
            objectName: "lookAtChanges"
            enabled: page.editor.differs && page.faults === 0
            variant: Button.Primary
            //: Button: shows what is different in the new rules
            text: qsTr("See what changes")
            onClicked: {
                page.editor.look();
                sheet.open();
            }
        }
    }
    Notice {
        visible: page.editor.outdated
        tone: Tone.Caution
        text: qsTr("The rules were changed after you began. What you publish takes the place of those in force now.")
        Layout.fillWidth: true
        Layout.margins: visible ? Theme.gap16 : 0
    }
    Notice {
        visible: text !== ""
        tone: Tone.Danger
        text: page.problems[""] ?? ""
        Layout.fillWidth: true
        Layout.margins: visible ? Theme.gap16 : 0
    }
    TabStrip {
        id: tabs

        objectName: "rulesSections"
        name: qsTr("Parts of the rules")
        tabs: page.sections.map((text, index) => {
            const faults = page.faultsOf(index);
            return faults > 0 ? {
                text: text,
                count: String(faults)
            } : {
                text: text
            };
        })
        Layout.fillWidth: true
    }
    Label {
        visible: page.editor.differs
        text: page.faults > 0 ? qsTr("%n places need mending before the rules can be published.", "", page.faults) : qsTr("Your changes are kept on this computer. They are in force once you publish them.")
        color: page.faults > 0 ? Theme.danger : Theme.muted
        wrapMode: Text.Wrap
        Layout.fillWidth: true
        Layout.leftMargin: Theme.gap24
        Layout.rightMargin: Theme.gap24
        Layout.topMargin: Theme.gap12
    }
    ScrollArea {
        id: area

        Layout.fillWidth: true
        Layout.fillHeight: true

        Item {
            width: area.width
            implicitHeight: (body.item?.implicitHeight ?? 0) + 2 * Theme.gap24

            Loader {
                id: body

                x: Theme.gap24
                y: Theme.gap24
                width: Math.min(parent.width - 2 * Theme.gap24, Theme.px(880))
                sourceComponent: [purpose, licences, form, checks, examples, review][tabs.currentIndex]
            }
        }
    }
    Component {
        id: purpose

        RulesPurpose {
            editor: page.editor // qmllint disable unqualified
        }
    }
    Component {
        id: licences

        RulesLicences {
            editor: page.editor // qmllint disable unqualified
        }
    }
    Component {
        id: form

        RulesForm {
            editor: page.editor // qmllint disable unqualified
        }
    }
    Component {
        id: checks

        RulesChecks {
            editor: page.editor // qmllint disable unqualified
        }
    }
    Component {
        id: examples

        RulesExamples {
            editor: page.editor // qmllint disable unqualified
        }
    }
    Component {
        id: review

        RulesReview {
            editor: page.editor // qmllint disable unqualified
        }
    }
    RulesChangeSheet {
        id: sheet

        editor: page.editor
        unit: page.unit
        practice: page.practice
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.Controls

// The checks that a datanet uses, with their numbers; its examples; how its rules changed.
Column {
    id: rules

    property var datanet: ({})
    readonly property var checks: Array.from(rules.datanet.checks ?? [])
    readonly property var used: rules.checks.filter(check => check.use !== "off")
    readonly property var unused: rules.checks.filter(check => check.use === "off")
    readonly property var good: rules.datanet.goodExamples ?? []
    readonly property var bad: rules.datanet.badExamples ?? []
    readonly property var versions: rules.datanet.rulesVersions ?? []

    spacing: Theme.gap16

    Card {
        visible: rules.checks.length > 0
        //: What is looked for in every record
        title: qsTr("Checks")
        subtitle: qsTr("The same before sending and in review")
        width: rules.width

        Column {
            spacing: Theme.gap12
            Layout.fillWidth: true

            Repeater {
                model: rules.used

                RulesCheckRow {
                    required property var modelData

                    check: modelData
                    width: parent ? parent.width : 0
                }
            }
        }
        Label {
            visible: rules.unused.length > 0
            //: %1 is a list of checks
            text: qsTr("Not used here: %1").arg(rules.unused.map(check => check.title).join(", "))
            muted: true
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
    }
    Card {
        visible: rules.good.length + rules.bad.length > 0
        //: Good and bad records
        title: qsTr("Examples")
        width: rules.width

        RulesExampleList {
            examples: rules.good
            good: true
            Layout.fillWidth: true
        }
        RulesExampleList {
            examples: rules.bad
            good: false
            Layout.fillWidth: true
        }
    }
    Card {
        visible: rules.versions.length > 0
        title: qsTr("How the rules changed")
        width: rules.width

        Column {
            spacing: Theme.gap16
            Layout.fillWidth: true

            Repeater {
                model: rules.versions

                RulesVersionRow {
                    required property var modelData

                    version: modelData
                    width: parent ? parent.width : 0
                }
            }
        }
    }
}

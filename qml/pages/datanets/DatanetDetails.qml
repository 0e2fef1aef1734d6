import QtQuick
import QtQuick.Layouts
import Datanet.Controls
import Datanet.Ui

ScrollArea {
    id: details

    property var datanet: ({})

    Item {
        width: details.width
        implicitHeight: column.implicitHeight + 2 * Theme.gap24

        ColumnLayout {
            id: column

            x: Theme.gap24
            y: Theme.gap24
            width: Math.min(parent.width - 2 * Theme.gap24, Theme.px(880))
            spacing: Theme.gap16

            Card {
                title: qsTr("What it is for")
                header: [
                    TrustBadge {
                        level: details.datanet.level ?? ""
                        onClicked: trust.open()
                    }
                ]
                Layout.fillWidth: true

                Label {
                    text: details.datanet.purpose ?? details.datanet.rulesProblem ?? ""
                    kind: Label.Lead
                    wrapMode: Text.Wrap
                    Layout.fillWidth: true
                }
                Repeater {
                    model: details.datanet.rules ?? []

                    RowLayout {
                        id: rule

                        required property int index
                        required property string modelData

                        spacing: Theme.gap12
                        Layout.fillWidth: true

                        NumberDot {
                            text: rule.index + 1
                            Layout.alignment: Qt.AlignTop
                        }
                        Label {
                            text: rule.modelData
                            wrapMode: Text.Wrap
                            Layout.fillWidth: true
                        }
                    }
                }
                Divider {
                    Layout.fillWidth: true
                }
                FactRow {
                    visible: value !== ""
                    //: Everybody, or the members of a private datanet
                    label: qsTr("Who may read it")
                    value: details.datanet.readersText ?? ""
                    Layout.fillWidth: true
                }
                FactRow {
                    visible: value !== ""
                    //: The licences under which a datanet accepts records
                    label: qsTr("Licences it accepts")
                    value: details.datanet.licencesText ?? ""
                    Layout.fillWidth: true
                }
                FactRow {
                    visible: value !== ""
                    //: The licence under which a datanet publishes
                    label: qsTr("Published under")
                    value: details.datanet.licenceText ?? ""
                    Layout.fillWidth: true
                }
                FactRow {
                    label: qsTr("Records")
                    value: details.datanet.recordsText ?? ""
                    Layout.fillWidth: true
                }
                FactRow {
                    label: qsTr("Reviewers")
                    value: details.datanet.reviewersText ?? ""
                    Layout.fillWidth: true
                }
                FactRow {
                    visible: details.datanet.nearDuplicatePercent !== undefined
                    label: qsTr("Too close to another record")
                    //: From this similarity on a record counts as the same
                    value: qsTr("from %1 % the same wording").arg(details.datanet.nearDuplicatePercent ?? 0)
                    Layout.fillWidth: true
                }
                FactRow {
                    label: qsTr("State")
                    value: details.datanet.intake ?? ""
                    Layout.fillWidth: true
                }
            }
            RulesInForce {
                datanet: details.datanet
                Layout.fillWidth: true
            }
            Card {
                title: qsTr("Published versions")
                Layout.fillWidth: true

                Label {
                    visible: (details.datanet.versions ?? []).length === 0
                    text: qsTr("Nothing has been published yet.")
                    muted: true
                }
                Repeater {
                    model: details.datanet.versions ?? []

                    RowLayout {
                        id: version

                        required property var modelData

                        spacing: Theme.gap16
                        Layout.fillWidth: true

                        Label {
                            text: version.modelData.title
                            kind: Label.Strong
                            Layout.preferredWidth: Theme.px(96)
                        }
                        Label {
                            text: version.modelData.text
                            Layout.fillWidth: true
                        }
                        Label {
                            text: version.modelData.detail
                            muted: true
                        }
                        TrustBadge {
                            explained: false
                            level: version.modelData.level
                            compact: true
                        }
                    }
                }
            }
        }
        TrustSheet {
            id: trust

            objectName: "datanetTrust"
            title: details.datanet.name ?? ""
            level: details.datanet.level ?? ""
            explanation: details.datanet.explanation ?? ""
            block: details.datanet.block ? qsTr("Read at block %1").arg(details.datanet.block) : ""
            steps: details.datanet.steps ?? []
        }
    }
}

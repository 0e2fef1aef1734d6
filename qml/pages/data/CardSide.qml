import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// Beside a card: the datanet's rules in short, and records with similar words.
SidePanel {
    id: panel

    required property Labelling labelling
    readonly property RecordGuidelines guidelines: panel.labelling.guidelines
    readonly property int inner: panel.width - 2 * panel.inset - 1

    title: qsTr("Guidelines")
    subtitle: panel.guidelines.datanetName
    closable: true

    Item {
        implicitHeight: column.height + Theme.gap16
        Layout.fillWidth: true

        Column {
            id: column

            x: panel.inset
            width: panel.inner
            spacing: Theme.gap12

            GuidelineList {
                width: panel.inner
                purpose: panel.guidelines.purpose
                rules: panel.guidelines.rules
                instructions: panel.guidelines.instructions
                goodExamples: panel.guidelines.goodExamples
                badExamples: panel.guidelines.badExamples
            }
            Label {
                visible: text !== ""
                width: panel.inner
                muted: true
                wrapMode: Text.Wrap
                text: {
                    if (panel.guidelines.datanetName === "")
                        return qsTr("Choose under Findings, beside the table, which datanet the records are for: its rules are shown here.");
                    if (panel.guidelines.reading.running)
                        return qsTr("Reading the rules");
                    if (panel.guidelines.reading.failed)
                        return qsTr("The rules can't be read now: %1").arg(panel.guidelines.reading.errorTitle);
                    return panel.guidelines.silent ? qsTr("It says nothing about its records.") : "";
                }
            }
            Divider {
                width: panel.inner
            }
            Label {
                width: panel.inner
                //: Heading of the records with similar words
                text: qsTr("Similar records")
                kind: Label.Strong
            }
            Row {
                visible: panel.labelling.comparing.running
                spacing: Theme.gap8

                Spinner {
                }
                Label {
                    text: qsTr("Comparing words")
                    muted: true
                }
            }
            Label {
                visible: text !== ""
                width: panel.inner
                muted: true
                wrapMode: Text.Wrap
                text: {
                    if (panel.labelling.comparing.failed)
                        return panel.labelling.comparing.errorTitle;
                    if (panel.labelling.comparing.running || panel.labelling.similar.length > 0)
                        return "";
                    return panel.labelling.compared ? qsTr("No record shares a tenth of its words with this one.") : qsTr("Press F to see the records that share most words with this one.");
                }
            }
            Repeater {
                model: panel.labelling.similar

                Button {
                    id: other

                    required property int index
                    required property var modelData

                    objectName: "similar" + (other.index + 1)
                    width: panel.inner // qmllint disable unqualified
                    height: lines.height + 2 * Theme.gap12
                    //: Said by a screen reader of a similar record; %1 is its name, %2 "64 % same words"
                    Accessible.name: qsTr("%1, %2").arg(other.modelData.name).arg(other.modelData.percentText)
                    onClicked: panel.labelling.goTo(other.modelData.position) // qmllint disable unqualified

                    contentItem: Item {
                        Column {
                            id: lines

                            anchors.verticalCenter: parent.verticalCenter
                            x: Theme.gap12
                            width: parent.width - 2 * Theme.gap12
                            spacing: Theme.gap4

                            Label {
                                width: parent.width
                                text: other.modelData.text || other.modelData.name
                                wrapMode: Text.Wrap
                                maximumLineCount: 3
                                elide: Text.ElideRight
                            }
                            Meter {
                                width: parent.width
                                implicitHeight: Theme.gap4
                                value: other.modelData.share
                                name: other.modelData.percentText
                            }
                            Label {
                                width: parent.width
                                text: other.modelData.label !== "" ? other.modelData.percentText + " · " + other.modelData.label : other.modelData.percentText
                                muted: true
                            }
                        }
                    }
                }
            }
        }
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.Controls

ColumnLayout {
    id: facts

    property var plan: ({})
    property string coin
    property bool practice: false

    spacing: Theme.gap12

    component Part: RowLayout {
        id: part

        property string iconName
        property string title
        property string text
        default property alias content: extra.data

        spacing: Theme.gap16
        Layout.fillWidth: true

        Icon {
            name: part.iconName
            color: Theme.muted
            Layout.alignment: Qt.AlignTop
        }
        ColumnLayout {
            spacing: Theme.gap4
            Layout.fillWidth: true

            Label {
                text: part.title
                kind: Label.Strong
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
            Label {
                visible: text !== ""
                text: part.text
                muted: true
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
            ColumnLayout {
                id: extra

                visible: children.length > 0
                spacing: Theme.gap8
                Layout.fillWidth: true
            }
        }
    }
    component Cost: RowLayout {
        id: cost

        property string label
        property string amount
        property string fullAmount: cost.amount
        property bool strong: false

        spacing: Theme.gap12
        Layout.fillWidth: true

        Label {
            text: cost.label
            kind: cost.strong ? Label.Strong : Label.Body
            muted: !cost.strong
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        AmountLabel {
            amount: cost.amount
            // qmllint disable unqualified
            //: The practice network's coin
            unit: cost.strong && facts.practice ? qsTr("practice %1").arg(facts.coin) : facts.coin
            fullAmount: cost.fullAmount
            practice: facts.practice
            // qmllint enable unqualified
        }
    }

    Divider {
        Layout.fillWidth: true
    }
    Part {
        iconName: "file"
        //: How many records are new
        title: qsTr("%1 new records").arg(facts.plan.recordsText ?? "")
        text: {
            const examples = facts.plan.examples ?? [];
            const rest = (facts.plan.records ?? 0) - examples.length;
            //: Behind the names of a few records: how many there are besides
            const names = examples.join(", ") + (examples.length > 0 && rest > 0 ? " " + qsTr("and %n more", "", rest) : "");
            const already = (facts.plan.already ?? 0) > 0 ? qsTr("Your %1 accepted records stay as they are.").arg(facts.plan.alreadyText) : "";
            return [names, already].filter(part => part !== "").join(". ");
        }
    }
    Divider {
        visible: corrections.visible
        Layout.fillWidth: true
    }
    Part {
        id: corrections

        visible: (facts.plan.removals ?? 0) > 0
        iconName: "pencil"
        title: qsTr("%n published records are corrected or taken out", "", facts.plan.removals ?? 0)
        text: {
            const lines = facts.plan.corrections ?? [];
            const rest = (facts.plan.removals ?? 0) - lines.length;
            const shown = lines.concat(rest > 0 ? [qsTr("and %n more", "", rest)] : []);
            return shown.concat([qsTr("Reviewers see old and new beside each other. The authors of a corrected record keep what their words earn, and at least half unless they agree otherwise; you earn for the words that you bring.")]).join("\n");
        }
    }
    Divider {
        Layout.fillWidth: true
    }
    Part {
        iconName: (facts.plan.blocking ?? 0) > 0 ? "ban" : "check"
        title: (facts.plan.blocking ?? 0) > 0 ? qsTr("%n records must be mended first", "", facts.plan.blocking) : qsTr("Checks: ready to send")
        text: (facts.plan.cautions ?? 0) > 0 ? qsTr("Reviewers will look at %n findings.", "", facts.plan.cautions) : ""
    }
    Divider {
        Layout.fillWidth: true
    }
    Part {
        iconName: "scales"
        title: qsTr("Licence: %1").arg(facts.plan.licence ?? "")
        text: {
            const who = qsTr("Only the reviewers see your records until they are accepted; then everyone does.");
            const published = facts.plan.publishedLicence ?? "";
            //: The licence of a datanet where it is not that of the data set that is sent
            return published !== "" ? qsTr("The datanet publishes what it accepts under: %1.").arg(published) + " " + who : who;
        }
    }
    Divider {
        Layout.fillWidth: true
    }
    Part {
        iconName: "wallet"
        title: qsTr("What it costs")

        Cost {
            label: qsTr("Network fee, at most")
            amount: facts.plan.networkFee ?? ""
        }
        Cost {
            visible: amount !== "0.0000"
            label: qsTr("Fee of the datanet")
            amount: facts.plan.fee ?? ""
        }
        Cost {
            label: qsTr("Deposit. It comes back when the review ends.")
            amount: facts.plan.deposit ?? ""
        }
        Divider {
            Layout.fillWidth: true
        }
        Cost {
            label: qsTr("You pay now, at most")
            amount: facts.plan.total ?? ""
            fullAmount: facts.plan.totalExact ?? ""
            strong: true
        }
    }
    RowLayout {
        spacing: Theme.gap12
        Layout.fillWidth: true

        TrustBadge {
            explained: false
            level: facts.plan.level ?? ""
        }
        Label {
            //: Where rules and costs were read
            text: qsTr("Rules, licence and deposit were read at block %1.").arg(facts.plan.block ?? "")
            muted: true
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
    }
}

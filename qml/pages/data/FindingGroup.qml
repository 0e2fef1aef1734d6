import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

FindingRow {
    id: group

    required property int index
    required property string rule
    required property string advice
    required property string countText
    required property string fixText
    required property string leaveOutText
    required property string editText
    required property var examples
    required property string moreText
    required property string keepText
    required property string keptText
    required title
    required severity
    required property RecordChecks checks
    property bool busy: false

    signal editRequested(real position, string field)
    // A finding, or all of them, are to stay as they are.
    signal keepRequested(string name, real position, bool all)

    count: group.countText
    detail: group.advice
    expanded: group.index === 0 || group.severity === "blocking"

    fixes: [
        Button {
            visible: text !== ""
            text: group.fixText
            size: Button.Small
            enabled: !group.busy
            onClicked: group.checks.fix(group.rule, false)
        },
        Button {
            visible: text !== ""
            text: group.leaveOutText
            size: Button.Small
            variant: Button.Quiet
            enabled: !group.busy
            onClicked: group.checks.fix(group.rule, true)
        },
        Button {
            visible: text !== "" && group.examples.length > 0 && group.examples[0].position >= 0
            text: group.editText
            size: Button.Small
            variant: Button.Quiet
            enabled: !group.busy
            onClicked: group.editRequested(group.examples[0].position, group.examples[0].field)
        },
        Button {
            visible: text !== ""
            text: group.keepText
            size: Button.Small
            variant: Button.Quiet
            enabled: !group.busy && group.checks.current
            onClicked: {
                const one = group.examples.length === 1 && group.moreText === "" ? group.examples[0] : null;
                group.keepRequested(one ? one.name : "", one ? one.position : -1, one === null);
            }
        }
    ]

    Repeater {
        model: group.examples

        FindingExample {
            required property var modelData

            name: modelData.name
            sentence: modelData.sentence
            reason: modelData.reason
            // qmllint disable unqualified
            keepable: group.checks.current && group.severity !== "blocking" && modelData.position >= 0
            busy: group.busy
            Layout.fillWidth: true
            pictures: modelData.pictures
            onClicked: group.checks.goTo(modelData.position, modelData.field)
            onKeepRequested: group.keepRequested(modelData.name, modelData.position, false)
            onTakeBackRequested: group.checks.reasons.takeBack(group.rule, modelData.position)
            // qmllint enable unqualified
        }
    }
    Button {
        visible: text !== ""
        text: group.moreText
        size: Button.Small
        variant: Button.Quiet
        onClicked: group.checks.showMore(group.rule)
    }
    Label {
        visible: text !== ""
        text: group.keptText
        muted: true
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    Button {
        visible: group.keptText !== ""
        //: Button: the findings of a kind count as open again
        text: qsTr("Take the reasons back")
        size: Button.Small
        variant: Button.Quiet
        enabled: !group.busy
        onClicked: group.checks.reasons.takeBackAll(group.rule)
    }
}

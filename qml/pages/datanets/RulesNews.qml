import QtQuick
import Datanet.Controls
import Datanet.Ui

// That a datanet's rules are others than those something was sent under: { title, text, changes }.
Notice {
    id: news

    property var facts: ({})
    readonly property var changes: news.facts.changes ?? []

    function sentence(change: var): string {
        if (change.record.length > 0) {
            const fields = change.record.map(field => field.title + ": " + field.text).join("; ");
            //: A record that is an example in the rules of a datanet; %1 is "Good record" or "Bad record", %2 its fields
            return change.kind === "removed" ? qsTr("%1, taken away: %2").arg(change.title).arg(fields) : qsTr("%1, new: %2").arg(change.title).arg(fields);
        }
        if (change.before !== "" && change.after !== "")
            //: A rule of a datanet that changed; %1 is the rule, %2 and %3 what it was and is
            return qsTr("%1: was %2, now %3").arg(change.title).arg(change.before).arg(change.after);
        //: A rule of a datanet that was taken away, or is new
        return change.after === "" ? qsTr("%1: is taken away").arg(change.title) : qsTr("%1: new, %2").arg(change.title).arg(change.after);
    }

    objectName: "rulesNews"
    visible: news.facts.title !== undefined
    tone: Tone.Caution
    title: news.facts.title ?? ""
    text: news.facts.text ?? ""

    Disclosure {
        id: more

        objectName: "rulesNewsMore"
        visible: news.changes.length > 0
        //: Shows how the rules of a datanet changed
        text: qsTr("What changed")
    }
    Label {
        visible: more.visible && more.open
        width: news.room
        text: news.changes.map(change => news.sentence(change)).join("\n")
        wrapMode: Text.Wrap
    }
}

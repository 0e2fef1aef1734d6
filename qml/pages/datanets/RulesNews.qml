import QtQuick
import Datanet.Controls
import Datanet.Ui

// That a datanet's rules are others than those something was sent under: { title, text, changes }.
Rectangle {
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

    visible: news.facts.title !== undefined
    implicitHeight: words.height + 2 * Theme.gap12
    radius: Theme.radiusCard
    color: Tone.ground(Tone.Caution)
    Accessible.role: Accessible.StaticText
    Accessible.name: title.text
    Accessible.description: told.text

    // Positioned, not laid out: layouts below layouts come undone where the text size changes (Qt 6.4).
    Column {
        id: words

        x: Theme.gap12
        y: Theme.gap12
        width: news.width - 2 * Theme.gap12
        spacing: Theme.gap4

        Label {
            id: title

            objectName: "rulesNews"
            width: words.width
            text: news.facts.title ?? ""
            kind: Label.Strong
            wrapMode: Text.Wrap
        }
        Label {
            id: told

            width: words.width
            visible: text !== ""
            text: news.facts.text ?? ""
            wrapMode: Text.Wrap
        }
        Disclosure {
            id: more

            objectName: "rulesNewsMore"
            visible: news.changes.length > 0
            //: Shows how the rules of a datanet changed
            text: qsTr("What changed")
        }
        Label {
            width: words.width
            visible: more.visible && more.open
            text: news.changes.map(change => news.sentence(change)).join("\n")
            wrapMode: Text.Wrap
        }
    }
}

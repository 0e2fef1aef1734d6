import QtQuick
import Datanet.Controls

Text {
    id: diff

    // Each: { text, mark } with mark "", "added", "removed", "same" or "danger"
    property var segments: []
    property bool lead: false

    readonly property string spoken: diff.segments.map(segment => {
        switch (segment.mark) {
        case "added":
            //: Words in a comparison, said by a screen reader
            return qsTr("added: %1").arg(segment.text);
        case "removed":
            //: Words in a comparison, said by a screen reader
            return qsTr("removed: %1").arg(segment.text);
        default:
            return segment.text;
        }
    }).join(" ")

    function styleOf(mark: string): string {
        switch (mark) {
        case "added":
            return "background-color:" + Theme.addMark + ";color:" + Theme.addInk;
        case "removed":
            return "background-color:" + Theme.delMark + ";color:" + Theme.delInk + ";text-decoration:line-through";
        case "same":
            return "background-color:" + Theme.src3 + ";text-decoration:underline";
        case "danger":
            return "background-color:" + Theme.dangerSoft + ";color:" + Theme.danger + ";font-weight:600";
        default:
            return "";
        }
    }

    color: Theme.ink
    wrapMode: Text.Wrap
    textFormat: Text.RichText
    font.pixelSize: diff.lead ? Theme.leadSize : Theme.bodySize
    text: "<p style=\"line-height:" + (diff.lead ? Theme.leadLine + Theme.gap4 : Theme.bodyLine + 2) + "px;white-space:pre-wrap\">" + diff.segments.map(segment => segment.mark ? "<span style=\"" + diff.styleOf(segment.mark) + "\">" + Markup.lines(segment.text) + "</span>" : Markup.lines(segment.text)).join("") + "</p>"
    Accessible.role: Accessible.StaticText
    Accessible.name: diff.spoken
}

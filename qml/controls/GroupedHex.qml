import QtQuick
import Datanet.Controls

Label {
    id: hex

    // Groups of four digits; five of them to a line.
    property var groups: []
    property int perLine: 5
    property string prefix: "0x"

    kind: Label.Mono
    muted: true
    text: {
        const lines = [];
        const indent = " ".repeat(hex.prefix.length);
        for (let i = 0; i < hex.groups.length; i += hex.perLine)
            lines.push((hex.prefix === "" ? "" : (i === 0 ? hex.prefix : indent) + " ") + hex.groups.slice(i, i + hex.perLine).join(" "));
        return lines.join("\n");
    }
    Accessible.name: hex.prefix + hex.groups.join("")
}

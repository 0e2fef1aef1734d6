import QtQuick
import Datanet.Controls

Item {
    id: hex

    // Groups of four digits; as many of them to a line as there is room for.
    property var groups: []
    property string prefix: "0x"

    readonly property int most: 5
    readonly property int perLine: Math.max(1, Math.min(hex.most, Math.floor((hex.width - hex.prefix.length * hex.digit) / (5 * hex.digit) + 0.01)))
    readonly property real digit: measure.advanceWidth / 10

    implicitWidth: Math.ceil((hex.prefix.length + 5 * Math.min(hex.most, hex.groups.length)) * hex.digit)
    implicitHeight: digits.implicitHeight
    Accessible.role: Accessible.StaticText
    Accessible.name: hex.prefix + hex.groups.join("")

    Label {
        id: digits

        kind: Label.Mono
        muted: true
        text: {
            const lines = [];
            const indent = " ".repeat(hex.prefix.length);
            for (let i = 0; i < hex.groups.length; i += hex.perLine)
                lines.push((hex.prefix === "" ? "" : (i === 0 ? hex.prefix : indent) + " ") + hex.groups.slice(i, i + hex.perLine).join(" "));
            return lines.join("\n");
        }
        Accessible.ignored: true
    }
    TextMetrics {
        id: measure

        font: digits.font
        text: "0123456789"
    }
}

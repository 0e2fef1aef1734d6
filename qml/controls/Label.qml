import QtQuick
import Datanet.Controls

Text {
    id: label

    enum Kind {
        Body,
        Strong,
        Lead,
        Title,
        Heading,
        Figure,
        Mono
    }

    property int kind: Label.Body
    property bool muted: false

    // Text sits in the middle of its line, as in a style sheet; Qt would put the extra space below.
    readonly property int line: {
        switch (label.kind) {
        case Label.Lead:
            return Theme.leadLine;
        case Label.Title:
            return Theme.titleLine;
        case Label.Heading:
            return Theme.headingLine;
        case Label.Figure:
            return Theme.figureLine;
        default:
            return Theme.bodyLine;
        }
    }
    readonly property int lift: Math.round((label.line - metrics.height) / 2)

    horizontalAlignment: Text.AlignLeft
    color: label.muted ? Theme.muted : Theme.ink
    linkColor: Theme.accentText
    elide: label.wrapMode === Text.NoWrap ? Text.ElideRight : Text.ElideNone
    lineHeightMode: Text.FixedHeight
    lineHeight: label.line
    topPadding: label.lift
    bottomPadding: -label.lift
    textFormat: Text.PlainText
    font.pixelSize: {
        switch (label.kind) {
        case Label.Lead:
            return Theme.leadSize;
        case Label.Title:
            return Theme.titleSize;
        case Label.Heading:
            return Theme.headingSize;
        case Label.Figure:
            return Theme.figureSize;
        default:
            return Theme.bodySize;
        }
    }
    font.weight: label.kind === Label.Strong || label.kind >= Label.Title && label.kind <= Label.Figure ? Font.DemiBold : Font.Normal
    font.letterSpacing: {
        switch (label.kind) {
        case Label.Title:
            return -0.01 * Theme.titleSize;
        case Label.Heading:
            return -0.015 * Theme.headingSize;
        case Label.Figure:
            return -0.02 * Theme.figureSize;
        default:
            return 0;
        }
    }
    Binding on font.family {
        when: label.kind === Label.Mono
        value: Theme.monoFamily
    }

    FontMetrics {
        id: metrics

        font: label.font
    }
}

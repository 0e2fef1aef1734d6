import QtQuick
import QtQuick.Templates as T
import Datanet.Controls

T.Control {
    id: label

    enum Size {
        Body,
        Title,
        Figure
    }

    // Text as app/format made it; an empty amount is not known, and `reason` says why.
    property string amount
    property string unit
    property string fullAmount
    property string reason
    property bool practice: false
    property int size: AmountLabel.Body

    readonly property bool known: label.amount !== ""
    readonly property bool striped: label.practice && label.known
    readonly property bool figure: label.size === AmountLabel.Figure
    readonly property int amountSize: label.figure ? Theme.figureSize : label.size === AmountLabel.Title ? Theme.titleSize : Theme.bodySize
    readonly property int unitSize: label.figure ? Theme.leadSize : label.size === AmountLabel.Title ? Theme.leadSize : Theme.bodySize
    readonly property string spoken: label.known ? label.amount + " " + label.unit : label.reason

    // Words are rarely whole pixels wide, and a part of one too few cuts them short.
    implicitWidth: Math.ceil(contentItem.implicitWidth + leftPadding + rightPadding)
    implicitHeight: label.figure ? Theme.px(54) : label.size === AmountLabel.Title ? Theme.px(32) : Theme.px(22)
    leftPadding: label.striped ? label.figure ? Theme.gap12 : 6 : 0
    rightPadding: label.striped ? label.figure ? Theme.gap8 + 2 : 6 : 0
    focusPolicy: label.fullAmount !== "" ? Qt.TabFocus : Qt.NoFocus
    hoverEnabled: true
    font: Fonts.sized(Theme.bodySize)
    Accessible.role: Accessible.StaticText
    Accessible.name: label.spoken
    Accessible.description: label.fullAmount

    Keys.onPressed: event => {
        if (event.matches(StandardKey.Copy) && label.fullAmount !== "") {
            clipboard.text = label.fullAmount;
            clipboard.selectAll();
            clipboard.copy();
            event.accepted = true;
        }
    }

    background: Item {
        Stripes {
            anchors.fill: parent
            visible: label.striped
            radius: Theme.radiusChip
        }
        FocusRing {
            targetRadius: Theme.radiusChip
            shown: label.visualFocus
        }
    }
    contentItem: Item {
        implicitWidth: label.known ? number.implicitWidth + (label.unit === "" ? 0 : gapWidth + unitText.implicitWidth) : unknown.implicitWidth
        readonly property int gapWidth: label.figure ? Theme.gap8 + 2 : 4

        Text {
            id: number

            anchors.left: parent.left
            anchors.verticalCenter: parent.verticalCenter
            visible: label.known
            text: label.amount
            textFormat: Text.PlainText
            color: Theme.ink
            font.pixelSize: label.amountSize
            font.weight: Font.DemiBold
            font.letterSpacing: label.figure ? -0.02 * label.amountSize : 0
            Accessible.ignored: true
        }
        Text {
            id: unitText

            anchors.left: number.right
            anchors.leftMargin: parent.gapWidth
            anchors.baseline: number.baseline
            width: Math.min(implicitWidth, parent.width - number.width - parent.gapWidth)
            visible: label.known && label.unit !== ""
            text: label.unit
            textFormat: Text.PlainText
            color: label.striped ? Theme.stripeInk : Theme.muted
            elide: Text.ElideRight
            font.pixelSize: label.unitSize
            font.weight: label.striped ? Font.Medium : Font.Normal
            Accessible.ignored: true
        }
        Text {
            id: unknown

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            visible: !label.known
            // A dash, never zero.
            text: label.reason === "" ? "\u2013" : "\u2013  " + label.reason
            textFormat: Text.PlainText
            color: Theme.muted
            elide: Text.ElideRight
            font.pixelSize: Theme.bodySize
            Accessible.ignored: true
        }
        TextEdit {
            id: clipboard

            visible: false
            Accessible.ignored: true
        }
    }
    HoverTip {
        text: label.known ? label.fullAmount : label.reason
        shown: (label.hovered || label.visualFocus) && (label.known || unknown.truncated)
    }
}

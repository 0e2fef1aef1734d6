import QtQuick
import QtQuick.Layouts
import Datanet.Controls

// What is known of some words of a text: whose record has them, and what that weighs.
FocusScope {
    id: card

    // Of OriginText::map(): the span that is shown, and its source ({} for none).
    property var span: ({})
    property var source: ({})
    property string level
    property string unit
    property bool practice: false
    // What a source earns can be explained.
    property bool explains: false
    // Where there is little room: without the quotation and where else the words stand.
    property bool compact: false
    readonly property bool known: card.source.number !== undefined
    readonly property alias hovered: pointer.hovered

    signal trustRequested
    signal whyRequested
    signal dismissed

    function enter() {
        if (why.visible)
            why.forceActiveFocus(Qt.TabFocusReason);
        else
            badge.forceActiveFocus(Qt.TabFocusReason);
    }

    implicitWidth: Theme.px(360)
    implicitHeight: column.implicitHeight + 2 * Theme.gap16
    Accessible.role: Accessible.ToolTip
    Accessible.name: card.known ? card.source.name : heading.text

    Keys.onEscapePressed: card.dismissed()

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusSheet
        color: Theme.raised
        border.width: Theme.line1
        border.color: Theme.line

        Shadow {
        }
    }
    HoverHandler {
        id: pointer

        blocking: true
    }
    ColumnLayout {
        id: column

        anchors.fill: parent
        anchors.margins: Theme.gap16
        spacing: Theme.gap8

        RowLayout {
            spacing: Theme.gap8
            Layout.fillWidth: true

            SourceTile {
                place: card.known ? card.source.number - 1 : -1
            }
            Label {
                id: heading

                //: Words of a text that no record earns anything for
                text: card.known ? card.source.name : qsTr("Common words")
                kind: Label.Strong
                font.pixelSize: Theme.leadSize
                Layout.fillWidth: true
            }
            TrustBadge {
                id: badge

                visible: card.level !== ""
                level: card.level
                onClicked: card.trustRequested()
            }
        }
        Label {
            visible: !card.compact && (card.span.quotation ?? "") !== ""
            //: A quotation from a record
            text: qsTr("“%1”").arg(card.span.quotation ?? "")
            wrapMode: Text.Wrap
            maximumLineCount: 5
            elide: Text.ElideRight
            Layout.fillWidth: true
        }
        Label {
            visible: !card.known
            text: card.span.common ? qsTr("They stand in so many records that they say nothing about any of them. Nobody earns for them.") : qsTr("Every record that has them shares them with others, so nobody earns for them.")
            muted: true
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        FactRow {
            labelWidth: Theme.px(150)
            visible: card.known && card.source.contributor !== undefined
            //: Who sent the record
            label: qsTr("Contributor")

            Identicon {
                address: card.source.address ?? ""
                size: Theme.px(20)
            }
            Label {
                text: card.source.contributor ?? ""
                Layout.fillWidth: true
                Layout.maximumWidth: Math.ceil(implicitWidth)
            }
            Tag {
                visible: card.source.own ?? false
                //: Marks what belongs to the person who reads this
                text: qsTr("You")
                tone: Tone.Accent
            }
            Tag {
                visible: card.source.program ?? false
                //: Marks accounts that are programs of the practice network
                text: qsTr("program")
            }
            Item {
                Layout.fillWidth: true
            }
        }
        FactRow {
            labelWidth: Theme.px(150)
            visible: !card.compact
            //: How many words of the text stand in the record in the same order
            label: qsTr("Same words in a row")
            value: card.span.words ?? ""
            Layout.fillWidth: true
        }
        FactRow {
            labelWidth: Theme.px(150)
            visible: !card.compact
            //: How often these words stand in published records
            label: qsTr("Places with these words")
            value: card.span.places ?? ""
            Layout.fillWidth: true
        }
        FactRow {
            labelWidth: Theme.px(150)
            visible: card.known
            //: The part that a record has in a text
            label: qsTr("Weight in this text")
            value: card.source.share ?? ""
            strong: true
            Layout.fillWidth: true
        }
        FactRow {
            labelWidth: Theme.px(150)
            visible: card.known && card.source.earns !== undefined
            //: What the record's contributor is expected to get
            label: qsTr("Would earn")

            AmountLabel {
                amount: card.source.earns ?? ""
                fullAmount: card.source.earnsExact ?? ""
                unit: card.unit
                practice: card.practice
                // Whole pixels: a part of one too few would cut the coin's name.
                Layout.fillWidth: true
                Layout.maximumWidth: Math.ceil(implicitWidth)
            }
        }
        Divider {
            visible: why.visible
            Layout.fillWidth: true
            Layout.topMargin: Theme.gap4
        }
        Button {
            id: why

            visible: card.explains && card.known
            variant: Button.Quiet
            //: Button: the arithmetic behind an amount
            text: qsTr("Why this much?")
            Layout.leftMargin: -Theme.gap12
            onClicked: card.whyRequested()
        }
    }
}

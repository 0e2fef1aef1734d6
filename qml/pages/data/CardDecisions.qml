import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// What can be decided about a card, with the keys that do it.
DecisionBar {
    id: decisions

    required property Labelling labelling
    property bool typing: false

    signal similarRequested

    readonly property bool narrow: decisions.width < Theme.px(760)
    readonly property bool tiny: decisions.width < Theme.px(440)


    Button {
        objectName: "finishCard"
        size: Button.Large
        variant: Button.Primary
        iconName: "check"
        //: Button and its key: the label of a record stands
        text: qsTr("Done")
        keyHint: decisions.narrow ? "" : decisions.typing ? qsTr("Ctrl+Enter") : qsTr("Enter")
        enabled: decisions.labelling.canFinish
        onClicked: decisions.labelling.finish()
    }
    Button {
        objectName: "draftCard"
        size: Button.Large
        //: Button and its key: the record is kept as it is and not yet done
        text: qsTr("Draft")
        keyHint: decisions.narrow ? "" : qsTr("D")
        onClicked: decisions.labelling.draft()
    }
    Button {
        objectName: "skipCard"
        size: Button.Large
        //: Button and its key: the record is left for others
        text: qsTr("Skip")
        keyHint: decisions.narrow ? "" : qsTr("S")
        onClicked: decisions.labelling.skip()
    }
    Item {
        Layout.fillWidth: true
    }
    Button {
        objectName: "similarCards"
        visible: !decisions.tiny
        size: Button.Large
        variant: Button.Quiet
        iconName: "search"
        //: Button and its key: finds records with similar words
        text: decisions.narrow ? "" : qsTr("Find similar")
        hint: decisions.narrow ? qsTr("Find similar (F)") : ""
        keyHint: decisions.narrow ? "" : qsTr("F")
        onClicked: decisions.similarRequested()
    }
    IconButton {
        objectName: "previousCard"
        visible: !decisions.tiny
        iconName: "chevron-left"
        name: qsTr("Previous record (K)")
        enabled: decisions.labelling.row > 0
        onClicked: decisions.labelling.step(-1)
    }
    IconButton {
        objectName: "nextCard"
        visible: !decisions.tiny
        iconName: "chevron-right"
        name: qsTr("Next record (J)")
        enabled: decisions.labelling.row + 1 < decisions.labelling.count
        onClicked: decisions.labelling.step(1)
    }
}

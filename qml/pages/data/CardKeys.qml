import QtQuick
import Datanet.App

// The keys of the card page.
Item {
    id: keys

    required property Workbench workbench
    required property Labelling labelling
    // A record is shown.
    property bool ready: false
    property bool typing: false
    // The keyboard is at no button and in no field.
    property bool resting: false
    readonly property bool free: keys.ready && !keys.typing

    signal fieldWanted
    signal fieldLeft
    signal similarRequested

    // 1 to 9, as the labels are numbered.
    Repeater {
        model: 9

        Item {
            id: digit

            required property int index

            Shortcut {
                sequences: [String(digit.index + 1)]
                enabled: keys.free // qmllint disable unqualified
                onActivated: keys.labelling.choose(digit.index) // qmllint disable unqualified
            }
        }
    }
    Shortcut {
        sequences: ["Return", "Enter"]
        enabled: keys.free && keys.resting
        onActivated: keys.labelling.finish()
    }
    Shortcut {
        sequences: ["Ctrl+Return", "Ctrl+Enter"]
        enabled: keys.ready
        onActivated: {
            keys.fieldLeft();
            keys.labelling.finish();
        }
    }
    Shortcut {
        sequences: ["A"]
        enabled: keys.free && keys.labelling.suggestion !== ""
        onActivated: keys.labelling.takeSuggestion()
    }
    Shortcut {
        sequences: ["D"]
        enabled: keys.free
        onActivated: keys.labelling.draft()
    }
    Shortcut {
        sequences: ["S"]
        enabled: keys.free
        onActivated: keys.labelling.skip()
    }
    Shortcut {
        sequences: ["F"]
        enabled: keys.free
        onActivated: keys.similarRequested()
    }
    Shortcut {
        sequences: ["W"]
        enabled: keys.free
        onActivated: keys.fieldWanted()
    }
    Shortcut {
        sequences: ["J", "Right"]
        enabled: keys.free
        onActivated: keys.labelling.step(1)
    }
    Shortcut {
        sequences: ["K", "Left"]
        enabled: keys.free
        onActivated: keys.labelling.step(-1)
    }
    Shortcut {
        sequences: ["Ctrl+Z"]
        enabled: keys.visible && !keys.typing
        onActivated: keys.labelling.undo()
    }
    Shortcut {
        sequences: ["Ctrl+Shift+Z", "Ctrl+Y"]
        enabled: keys.visible && !keys.typing
        onActivated: keys.workbench.redo()
    }
}

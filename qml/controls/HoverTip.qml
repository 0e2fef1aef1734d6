import QtQuick
import Datanet.Controls

// A tooltip that only exists while it is seen.
Item {
    id: tip

    property string text
    property bool shown: false
    property bool beside: false
    property int delay: 600

    anchors.fill: parent

    Loader {
        anchors.fill: parent
        active: tip.shown && tip.text !== ""
        sourceComponent: bubble
    }
    Component {
        id: bubble

        Item {
            id: anchor

            Tooltip {
                // qmllint disable unqualified
                text: tip.text
                delay: tip.delay
                shown: true
                x: !tip.beside ? Math.round((anchor.width - implicitWidth) / 2) : tip.LayoutMirroring.enabled ? -implicitWidth - Theme.gap8 : anchor.width + Theme.gap8
                y: tip.beside ? Math.round((anchor.height - implicitHeight) / 2) : anchor.height + Theme.gap8
                // qmllint enable unqualified
            }
        }
    }
}

import QtQuick
import QtQuick.Templates as T
import Datanet.Controls

Flickable {
    id: area

    readonly property Item child: area.contentItem.children[0] as Item

    clip: true
    contentWidth: width
    // Not childrenRect, which is measured while the child is being laid out.
    contentHeight: area.child ? area.child.y + area.child.implicitHeight : 0
    boundsBehavior: Flickable.StopAtBounds
    flickableDirection: Flickable.VerticalFlick

    function step(distance: real) {
        area.contentY = Math.max(0, Math.min(area.contentHeight - area.height, area.contentY + distance));
    }

    Keys.onPressed: event => {
        if (event.key === Qt.Key_PageDown)
            area.step(area.height * 0.9);
        else if (event.key === Qt.Key_PageUp)
            area.step(-area.height * 0.9);
        else
            return;
        event.accepted = true;
    }

    T.ScrollBar.vertical: ScrollBar {
    }
}

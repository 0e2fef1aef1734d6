import QtQuick
import QtQuick.Templates as T
import Datanet.Controls

T.Menu {
    id: menu

    implicitWidth: Math.max(Theme.px(200), contentItem.implicitWidth + leftPadding + rightPadding)
    implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
    margins: Theme.gap8
    padding: Theme.gap4
    font: Fonts.sized(Theme.bodySize)
    delegate: MenuItem {
    }

    contentItem: ListView {
        implicitHeight: contentHeight
        implicitWidth: {
            let widest = 0;
            for (let i = 0; i < menu.count; ++i)
                widest = Math.max(widest, menu.itemAt(i).implicitWidth);
            return widest;
        }
        model: menu.contentModel
        currentIndex: menu.currentIndex
        clip: contentHeight > height
        boundsBehavior: Flickable.StopAtBounds
    }
    background: Rectangle {
        radius: Theme.radiusCard
        color: Theme.raised
        border.width: Theme.line1
        border.color: Theme.line

        Shadow {
            radius: Theme.radiusCard
        }
    }
}

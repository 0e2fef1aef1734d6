import QtQuick
import QtQuick.Layouts

// Gives the one item in it all of the width, and leaves the height to the item: layouts of Qt 6.4 inside of layouts can
// miss that letters, and with them fields, changed their size.
Item {
    id: full

    readonly property Item only: full.children.length > 0 ? full.children[0] : null

    implicitWidth: full.only !== null ? full.only.implicitWidth : 0
    implicitHeight: full.only !== null ? full.only.implicitHeight : 0
    Layout.fillWidth: true

    Binding {
        target: full.only
        property: "width"
        value: full.width
        when: full.only !== null
    }
}

import QtQuick
import QtQuick.Window
import Datanet.App
import Datanet.Controls
import Datanet.Ui

Window {
    id: window

    required property Studio studio
    // A file named when the program was started; empty for none.
    property string firstFile

    width: 1440
    height: 900
    minimumWidth: 960
    minimumHeight: 640
    visible: true
    //: Title of the window
    title: qsTr("Datanet Studio")
    color: Theme.canvas

    Binding {
        target: Theme
        property: "dark"
        value: window.studio.dark
    }
    Binding {
        target: Theme
        property: "textScale"
        value: window.studio.textScale
    }
    Shell {
        anchors.fill: parent
        studio: window.studio
        firstFile: window.firstFile
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.Controls

ColumnLayout {
    id: loading

    property string text
    property real value: -1
    property bool cancellable: false

    signal cancelRequested

    spacing: Theme.gap12
    Accessible.role: Accessible.ProgressBar
    Accessible.name: loading.text

    Spinner {
        size: Theme.px(28)
        visible: loading.value < 0
        Layout.alignment: Qt.AlignHCenter
    }
    Meter {
        visible: loading.value >= 0
        value: loading.value
        name: loading.text
        Layout.alignment: Qt.AlignHCenter
    }
    Label {
        text: loading.text
        muted: true
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    Button {
        visible: loading.cancellable
        //: Button that stops a running piece of work
        text: qsTr("Stop")
        Layout.alignment: Qt.AlignHCenter
        onClicked: loading.cancelRequested()
    }
}

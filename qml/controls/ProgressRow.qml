import QtQuick
import QtQuick.Layouts
import Datanet.Controls

ColumnLayout {
    id: row

    property string text
    property string detail
    property real value: -1
    property bool cancellable: true
    readonly property bool measured: row.value >= 0

    signal cancelRequested

    spacing: Theme.gap8
    Accessible.role: Accessible.ProgressBar
    Accessible.name: row.text
    Accessible.description: row.detail

    RowLayout {
        spacing: Theme.gap8
        Layout.fillWidth: true

        Spinner {
            visible: !row.measured
        }
        Label {
            text: row.text
            kind: Label.Strong
            Layout.fillWidth: true
        }
        Label {
            text: row.detail
            muted: true
        }
        Button {
            visible: row.cancellable
            //: Button that stops a running piece of work
            text: qsTr("Stop")
            size: Button.Small
            onClicked: row.cancelRequested()
        }
    }
    Meter {
        id: meter

        value: row.measured ? row.value : 0
        name: row.text
        clip: true
        Layout.fillWidth: true

        Rectangle {
            id: runner

            visible: !row.measured && row.visible
            width: parent.width * 0.3
            height: parent.height
            radius: height / 2
            color: Theme.accent
            opacity: Theme.reducedMotion ? 0.4 : 1

            NumberAnimation on x {
                running: runner.visible && !Theme.reducedMotion
                loops: Animation.Infinite
                from: -runner.width
                to: meter.width
                duration: 1400
            }
        }
    }
}

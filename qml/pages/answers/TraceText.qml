import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// The text that is to be traced: typed, pasted, or from a file.
Item {
    id: form

    required property Studio studio
    required property Operation failed
    readonly property TextTracing tracing: form.studio.tracing
    readonly property bool connected: form.studio.level !== ""

    signal fileRequested

    ColumnLayout {
        anchors.horizontalCenter: parent.horizontalCenter
        y: Theme.gap24 + Theme.gap8
        width: Math.min(Theme.px(768), parent.width - 2 * Theme.gap24)
        height: parent.height - 2 * y
        spacing: Theme.gap12

        Label {
            text: qsTr("Whose words are these?")
            kind: Label.Heading
            wrapMode: Text.Wrap
            Accessible.role: Accessible.Heading
            Accessible.name: text
            Layout.fillWidth: true
        }
        Label {
            text: qsTr("Paste what any model wrote, or any other text. It is compared with every published record on this computer; it is sent nowhere and costs nothing.")
            muted: true
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        ErrorBanner {
            what: form.failed.errorTitle
            safe: form.failed.errorDetail
            todo: form.failed.errorAdvice
            Layout.fillWidth: true
            onDismissed: form.failed.dismissError()
        }
        Notice {
            visible: !form.connected
            tone: Tone.Caution
            title: qsTr("No network answers")
            text: form.studio.practice ? qsTr("What is published is known from the practice network, and it is not running. Start it in a terminal with: datanet practice up") : qsTr("What is published is known from the network, and no server of it answers.")
            Layout.fillWidth: true
        }
        TextArea {
            id: editor

            text: form.tracing.text
            //: In the empty field for a text that is to be traced
            placeholderText: qsTr("Type or paste a text")
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.maximumHeight: Theme.px(420)

            Binding {
                target: editor.area
                property: "objectName"
                value: "tracedText"
            }
            Connections {
                target: editor.area

                function onTextChanged() {
                    form.tracing.text = editor.area.text;
                }
            }
        }
        RowLayout {
            spacing: Theme.gap12
            Layout.fillWidth: true

            Button {
                iconName: "file"
                //: Button: reads the text from a file
                text: qsTr("Open a text file")
                busy: form.tracing.reading.running
                onClicked: form.fileRequested()
            }
            Item {
                Layout.fillWidth: true
            }
            Button {
                variant: Button.Primary
                iconName: "search"
                //: Button: finds out whose records a text repeats
                text: qsTr("Trace")
                enabled: form.tracing.canTrace && form.connected
                onClicked: form.tracing.trace()
            }
        }
        Item {
            Layout.fillHeight: true
        }
    }
}

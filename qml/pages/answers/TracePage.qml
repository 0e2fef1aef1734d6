import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// Any text, compared with what is published: whose records it repeats.
FocusScope {
    id: page

    required property Studio studio
    readonly property TextTracing tracing: page.studio.tracing
    readonly property var origin: page.tracing.origin
    readonly property bool traced: page.origin.text !== undefined
    readonly property bool found: page.traced && page.origin.sources.length > 0
    readonly property bool tight: page.width < Theme.px(600)
    readonly property Operation failed: page.tracing.tracing.failed ? page.tracing.tracing : page.tracing.reading.failed ? page.tracing.reading : page.tracing.listing
    property bool sourcesOpen: false
    property int pointed: -1

    focus: true
    Component.onCompleted: page.tracing.refresh()

    Rectangle {
        anchors.fill: parent
        color: Theme.raised
    }
    RowLayout {
        anchors.fill: parent
        spacing: 0

        Item {
            visible: !page.tight || !page.sourcesOpen
            z: 1
            Layout.fillWidth: true
            Layout.fillHeight: true

            TraceText {
                visible: !page.traced && !page.tracing.tracing.running
                anchors.fill: parent
                studio: page.studio
                failed: page.failed
                onFileRequested: file.open()
            }
            LoadingState {
                visible: page.tracing.tracing.running
                anchors.centerIn: parent
                width: Math.min(Theme.px(320), parent.width - 2 * Theme.gap24)
                //: While it is found out whose records a text repeats
                text: page.tracing.tracing.step !== "" ? page.tracing.tracing.step : qsTr("Comparing it with what is published")
                value: page.tracing.tracing.progress
                cancellable: true
                onCancelRequested: page.tracing.tracing.cancel()
            }
            TracedArea {
                id: area

                visible: page.traced && !page.tracing.tracing.running
                anchors.fill: parent
                text: page.origin.text ?? ""
                origin: page.origin
                outlined: page.pointed
                reach: page.width
                onTrustRequested: trust.open()

                RowLayout {
                    spacing: Theme.gap8
                    Layout.fillWidth: true

                    Label {
                        text: page.found ? qsTr("The coloured words stand in published records.") : ""
                        muted: true
                        wrapMode: Text.Wrap
                        Layout.fillWidth: true
                    }
                    Button {
                        visible: page.tight
                        variant: Button.Quiet
                        iconName: "users"
                        text: qsTr("Sources")
                        onClicked: page.sourcesOpen = true
                    }
                    Button {
                        iconName: "pencil"
                        //: Button: back to the text that was traced, to change it
                        text: qsTr("Change the text")
                        onClicked: page.tracing.edit()
                    }
                }
                Notice {
                    visible: page.traced && !page.found
                    title: qsTr("No published record shares its words")
                    text: qsTr("No run of words in it is long and rare enough to come from a record. Shorter runs happen by chance.")
                    Layout.fillWidth: true
                }
            }
        }
        // Made when it is shown: a layout that is hidden misses what changes in it.
        Loader {
            active: page.traced && !page.tracing.tracing.running && (!page.tight || page.sourcesOpen)
            visible: active
            sourceComponent: sourcesPanel
            Layout.fillWidth: page.tight
            Layout.preferredWidth: page.tight ? -1 : Math.min(Theme.sidePanel + Theme.gap16, page.width * 0.4)
            Layout.fillHeight: true
        }
    }
    Component {
        id: sourcesPanel

        SourcesPanel {
            // qmllint disable unqualified
            origin: page.origin
            current: area.source
            closable: page.tight
            onSourcePointed: index => page.pointed = index
            onTrustRequested: trust.open()
            onCloseRequested: page.sourcesOpen = false
            // qmllint enable unqualified
        }
    }
    WindowFileChooser {
        id: file

        title: qsTr("Open a text")
        //: Kinds of files in a file dialog; what is in brackets stays as it is
        nameFilters: [qsTr("Text (*.txt *.md)"), qsTr("All files (*)")]
        onChosen: url => page.tracing.readFile(url)
    }
    TrustSheet {
        id: trust

        //: Title of the panel "How do we know?" about published texts
        title: qsTr("Published texts")
        level: page.origin.level ?? ""
        block: page.studio.blockText
        steps: page.origin.steps ?? []
    }
}

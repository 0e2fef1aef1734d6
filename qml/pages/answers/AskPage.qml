import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

FocusScope {
    id: page

    required property Studio studio
    readonly property Asking asking: page.studio.asking
    readonly property var answer: page.asking.answer
    readonly property var origin: page.asking.origin
    readonly property bool practice: page.studio.practice
    // With the word that keeps practice apart from money where there is room for it.
    //: A coin of the practice network; %1 is its name
    readonly property string unit: page.practice ? qsTr("practice %1").arg(page.studio.coin) : page.studio.coin
    readonly property bool answered: page.answer.text !== undefined
    readonly property bool tight: page.width < Theme.px(600)
    property bool sourcesOpen: false
    property int pointed: -1
    property var explained: ({}) // what the trust panel is about

    signal modelsRequested

    focus: true
    Component.onCompleted: page.asking.refresh()

    function explain(known: var) {
        page.explained = known;
        trust.open();
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.raised
    }
    RowLayout {
        anchors.fill: parent
        spacing: 0

        ColumnLayout {
            visible: !page.tight || !page.sourcesOpen
            z: 1
            spacing: 0
            Layout.fillWidth: true
            Layout.fillHeight: true

            Item {
                z: 1
                Layout.fillWidth: true
                Layout.fillHeight: true

                LoadingState {
                    visible: page.asking.asking.running
                    anchors.centerIn: parent
                    //: While a model answers
                    text: qsTr("The model is answering")
                    cancellable: true
                    onCancelRequested: page.asking.asking.cancel()
                }
                AskStart {
                    visible: !page.answered && !page.asking.asking.running
                    anchors.fill: parent
                    studio: page.studio
                    onSuggested: question => field.fill(question)
                    onModelsRequested: page.modelsRequested()
                }
                TracedArea {
                    id: area

                    visible: page.answered && !page.asking.asking.running
                    anchors.fill: parent
                    text: page.answer.text ?? ""
                    origin: page.origin
                    unit: page.unit
                    practice: page.practice
                    explains: true
                    outlined: page.pointed
                    reach: page.width
                    onTrustRequested: page.explain(page.origin)
                    onWhyRequested: source => {
                        why.source = page.origin.sources[source];
                        why.open();
                    }

                    AnswerHead {
                        asking: page.asking
                        tight: page.tight
                        Layout.fillWidth: true
                        onSourcesRequested: page.sourcesOpen = true
                    }
                }
            }
            AskField {
                id: field

                visible: page.asking.models.here && page.studio.level !== ""
                asking: page.asking
                unit: page.unit
                plainUnit: page.studio.coin
                practice: page.practice
                Layout.fillWidth: true
                Layout.maximumWidth: Theme.px(768)
                Layout.alignment: Qt.AlignHCenter
                Layout.leftMargin: Theme.gap24
                Layout.rightMargin: Theme.gap24
                Layout.topMargin: Theme.gap12
                Layout.bottomMargin: Theme.gap12
                onTrustRequested: known => page.explain(known)
            }
        }
        // Made when it is shown: a layout that is hidden misses what changes in it.
        Loader {
            active: page.answered && page.origin.text !== undefined && !page.asking.asking.running && (!page.tight || page.sourcesOpen)
            visible: active
            sourceComponent: sourcesPanel
            Layout.fillWidth: page.tight
            Layout.preferredWidth: page.tight ? -1 : Math.min(Theme.sidePanel + Theme.gap16, page.width * 0.4)
            Layout.fillHeight: true
        }
    }
    Component {
        id: sourcesPanel

        AnswerSources {
            // qmllint disable unqualified
            asking: page.asking
            unit: page.studio.coin
            practice: page.practice
            current: area.source
            closable: page.tight
            onSourcePointed: index => page.pointed = index
            onTrustRequested: page.explain(page.origin)
            onCloseRequested: page.sourcesOpen = false
            // qmllint enable unqualified
        }
    }
    WhySheet {
        id: why

        lines: page.answer.arithmetic ?? []
        unit: page.unit
        practice: page.practice
    }
    TrustSheet {
        id: trust

        title: page.asking.models.title
        level: page.explained.level ?? ""
        block: page.studio.blockText
        steps: page.explained.steps ?? []
    }
}

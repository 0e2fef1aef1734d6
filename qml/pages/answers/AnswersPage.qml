import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

ColumnLayout {
    id: page

    required property Studio studio
    // 0 ask, 1 trace, 2 models, 3 payout rounds
    property int tab: 0
    // For the status bar: what took how long.
    readonly property list<string> notes: page.tab === 0 ? page.studio.asking.notes : page.tab === 1 ? page.studio.tracing.notes : []

    // No room for the choice beside the parts of the page.
    readonly property bool narrow: page.width < Theme.px(640)

    objectName: "answersPage"
    spacing: 0

    Header {
        //: Title of the page with models, questions and payout rounds
        title: qsTr("Answers")
        Layout.fillWidth: true

        beside: SegmentedSwitch {
            //: Spoken name of the switch between the parts of the page
            name: qsTr("Part of the page")
            segments: [
                //: Parts of the page with answers
                {text: qsTr("Ask")},
                {text: qsTr("Trace a text")},
                {text: qsTr("Models")},
                {text: qsTr("Payout rounds")}
            ]
            currentIndex: page.tab
            onActivated: index => page.tab = index
        }

        AnswersChooser {
            studio: page.studio
            tab: page.tab
            visible: needed && !page.narrow
            Layout.preferredWidth: Math.min(Theme.px(256), page.width * 0.25)
        }
    }
    AnswersChooser {
        studio: page.studio
        tab: page.tab
        visible: needed && page.narrow
        Layout.fillWidth: true
        Layout.leftMargin: Theme.gap24
        Layout.rightMargin: Theme.gap24
        Layout.topMargin: Theme.gap8
        Layout.bottomMargin: Theme.gap8
    }
    Loader {
        sourceComponent: [ask, trace, models, rounds][page.tab]
        focus: true
        Layout.fillWidth: true
        Layout.fillHeight: true
    }

    Component {
        id: ask

        AskPage {
            studio: page.studio // qmllint disable unqualified
            onModelsRequested: page.tab = 2 // qmllint disable unqualified
        }
    }
    Component {
        id: trace

        TracePage {
            studio: page.studio // qmllint disable unqualified
        }
    }
    Component {
        id: models

        ModelsPage {
            studio: page.studio // qmllint disable unqualified
        }
    }
    Component {
        id: rounds

        PayoutRoundsPage {
            studio: page.studio // qmllint disable unqualified
        }
    }
}

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

        ComboBox {
            visible: page.tab === 0 && page.studio.asking.models.list.length > 0
            //: Choice of the model that is asked
            name: qsTr("Model")
            iconName: "chip"
            model: page.studio.asking.models.list
            textRole: "title"
            currentIndex: page.studio.asking.models.index
            Layout.preferredWidth: Math.min(Theme.px(256), page.width * 0.25)
            onActivated: index => page.studio.asking.models.index = index
        }
        ComboBox {
            visible: page.tab === 1 && page.studio.tracing.datanets.length > 0
            //: Choice of the datanets that a text is compared with
            name: qsTr("Compared with")
            iconName: "layers"
            model: page.studio.tracing.datanets
            textRole: "title"
            currentIndex: page.studio.tracing.datanet
            Layout.preferredWidth: Math.min(Theme.px(256), page.width * 0.25)
            onActivated: index => page.studio.tracing.datanet = index
        }
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

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

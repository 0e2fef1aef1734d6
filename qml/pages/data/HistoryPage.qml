import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Datanet.App
import Datanet.Controls
import Datanet.Ui

ColumnLayout {
    id: page

    required property Workbench workbench
    readonly property VersionHistory history: page.workbench.history

    signal back
    signal closed

    spacing: 0
    Component.onCompleted: page.history.refresh()

    Header {
        //: Title of the page with the versions of a data set and what changed between two
        title: qsTr("Versions")
        trail: [
            {text: qsTr("My data"), key: "list"},
            {text: page.workbench.title, key: "table"}
        ]
        Layout.fillWidth: true
        onTrailChosen: key => key === "list" ? page.closed() : page.back()
    }
    RowLayout {
        spacing: 0
        Layout.fillWidth: true
        Layout.fillHeight: true

        ColumnLayout {
            spacing: 0
            Layout.fillWidth: false
            Layout.preferredWidth: Theme.px(272)
            Layout.fillHeight: true

            VersionRow {
                visible: page.workbench.unsaved
                //: Stands above the versions
                title: qsTr("Not saved yet")
                message: page.workbench.changesText
                first: true
                last: page.history.versions.count === 0
                side: page.history.unsaved ? "after" : ""
                Layout.fillWidth: true
                onClicked: page.history.chooseUnsaved()
            }
            ListView {
                id: list

                model: page.history.versions
                clip: true
                focus: true
                keyNavigationEnabled: true
                boundsBehavior: Flickable.StopAtBounds
                Accessible.name: qsTr("Versions")
                Layout.fillWidth: true
                Layout.fillHeight: true

                T.ScrollBar.vertical: ScrollBar {
                }

                delegate: VersionRow {
                    id: version

                    required property int index
                    required title
                    required message
                    required detail
                    required side

                    // qmllint disable unqualified
                    width: list.width
                    first: version.index === 0 && !page.workbench.unsaved
                    last: version.index === list.count - 1
                    onClicked: page.history.choose(version.index, page.extending)
                    // qmllint enable unqualified
                }
            }
            Divider {
                Layout.fillWidth: true
            }
            CheckBox {
                id: both

                //: Ticked: the next version clicked is compared with the one shown, not with the one before it
                text: qsTr("Compare with another version")
                Layout.fillWidth: true
                Layout.margins: Theme.gap16
                enabled: page.history.versions.count > 1
            }
        }
        Divider {
            vertical: true
            Layout.fillHeight: true
        }
        ComparePage {
            history: page.history
            Layout.fillWidth: true
            Layout.fillHeight: true
        }
    }

    readonly property bool extending: both.checked

    Shortcut {
        sequences: ["Esc"]
        enabled: page.visible
        onActivated: page.back()
    }
}

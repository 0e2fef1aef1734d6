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
    readonly property MergeDesk merging: page.workbench.merging
    property bool looking: false
    // Room for words on all buttons of the header.
    readonly property bool roomy: page.width > Theme.px(800)

    signal back
    signal closed
    signal mergeRequested
    signal copiesRequested

    function look() {
        page.history.look();
        page.looking = true;
    }

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

        beside: [
            MenuButton {
                id: branches

                text: page.history.branch
                visible: text !== ""
                iconName: "branch"
                variant: Button.Quiet
                enabled: !page.history.acting.running && !page.merging.underWay
                //: Chooses the branch on which one works; %1 is the one now
                Accessible.name: qsTr("Branch: %1").arg(text)

                Instantiator {
                    model: page.history.branches
                    delegate: MenuItem {
                        id: branch

                        required property var modelData
                        readonly property bool elsewhere: branch.modelData.kind === "remote"

                        text: branch.modelData.name
                        iconName: branch.elsewhere ? "globe" : "branch"
                        checkable: true
                        checked: branch.modelData.current
                        //: What a click on a branch does: goes there, or brings what is elsewhere into this one
                        detail: branch.checked ? qsTr("You are here") : branch.elsewhere ? qsTr("Bring into this branch") : qsTr("Go there")
                        // qmllint disable unqualified
                        onTriggered: {
                            if (branch.elsewhere)
                                page.merging.begin(branch.modelData.name);
                            else if (!branch.modelData.current)
                                page.history.goTo(branch.modelData.name);
                        }
                        // qmllint enable unqualified
                    }
                    onObjectAdded: (index, object) => branches.menu.insertItem(index, object)
                    onObjectRemoved: (index, object) => branches.menu.removeItem(object)
                }
            }
        ]

        MenuButton {
            id: bringIn

            //: Opens a list of branches, one of which is brought into the one that one is on
            text: qsTr("Bring in a branch")
            iconName: "merge"
            visible: page.history.branches.length > 1
            enabled: !page.merging.working.running && !page.merging.underWay

            Instantiator {
                model: Array.from(page.history.branches).filter(each => !each.current)
                delegate: MenuItem {
                    id: other

                    required property var modelData

                    text: other.modelData.name
                    iconName: other.modelData.kind === "remote" ? "globe" : "branch"
                    onTriggered: page.merging.begin(other.modelData.name) // qmllint disable unqualified
                }
                onObjectAdded: (index, object) => bringIn.menu.insertItem(index, object)
                onObjectRemoved: (index, object) => bringIn.menu.removeItem(object)
            }
        }
        Button {
            visible: page.roomy
            text: qsTr("Copies elsewhere")
            iconName: "server"
            onClicked: page.copiesRequested()
        }
        IconButton {
            visible: !page.roomy
            name: qsTr("Copies elsewhere")
            iconName: "server"
            onClicked: page.copiesRequested()
        }
    }
    Notice {
        visible: page.merging.underWay
        tone: Tone.Caution
        iconName: "merge"
        //: %1 is a branch
        title: qsTr("%1 is being brought in").arg(page.merging.name)
        text: page.merging.openText
        Layout.fillWidth: true
        Layout.margins: visible ? Theme.gap16 : 0

        actions: [
            Button {
                //: Opens what both sides changed
                text: qsTr("Go on")
                variant: Button.Primary
                onClicked: page.mergeRequested()
            }
        ]
    }
    ErrorBanner {
        readonly property Operation failed: page.merging.working.failed ? page.merging.working : page.history.acting

        what: failed.errorTitle
        safe: failed.errorDetail
        todo: failed.errorAdvice
        Layout.fillWidth: true
        Layout.margins: visible ? Theme.gap16 : 0
    }
    RowLayout {
        spacing: 0
        Layout.fillWidth: true
        Layout.fillHeight: true

        ColumnLayout {
            spacing: 0
            Layout.fillWidth: false
            Layout.preferredWidth: Theme.px(300) + (page.history.versions.lanes - 1) * Theme.px(14)
            Layout.fillHeight: true

            VersionRow {
                visible: page.workbench.unsaved
                //: Stands above the versions
                title: qsTr("Not saved yet")
                message: page.workbench.changesText
                first: true
                last: page.history.versions.count === 0
                lanes: page.history.versions.lanes
                side: page.history.unsaved ? "after" : ""
                Layout.fillWidth: true
                onClicked: page.history.chooseUnsaved()
            }
            ListView {
                id: list

                model: page.history.versions
                clip: true
                focus: true
                reuseItems: true
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
                    required lane
                    required above
                    required below
                    required names

                    // qmllint disable unqualified
                    width: list.width
                    lanes: page.history.versions.lanes
                    onClicked: {
                        page.looking = false;
                        page.history.choose(version.index, page.extending);
                    }
                    // qmllint enable unqualified
                }
            }
            Divider {
                Layout.fillWidth: true
            }
            Flow {
                spacing: Theme.gap8
                enabled: page.history.versions.after >= 0 && !page.history.acting.running
                Layout.fillWidth: true
                Layout.margins: Theme.gap16
                Layout.bottomMargin: 0

                Button {
                    //: Shows the records of an older version, without changing anything
                    text: qsTr("Look at it")
                    iconName: "eye"
                    size: Button.Small
                    onClicked: page.look()
                }
                Button {
                    //: Makes the records of an older version those that are worked on
                    text: qsTr("Bring back")
                    iconName: "return"
                    size: Button.Small
                    enabled: !page.merging.underWay
                    onClicked: page.history.bringBack()
                }
                Button {
                    //: Begins a line of versions at the one chosen
                    text: qsTr("Start a branch here")
                    iconName: "branch"
                    size: Button.Small
                    enabled: !page.merging.underWay
                    onClicked: {
                        nameSheet.branch = true;
                        nameSheet.open();
                    }
                }
                Button {
                    //: Gives a version a name
                    text: qsTr("Name it")
                    iconName: "tag"
                    size: Button.Small
                    onClicked: {
                        nameSheet.branch = false;
                        nameSheet.open();
                    }
                }
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
            visible: !page.looking
            history: page.history
            Layout.fillWidth: true
            Layout.fillHeight: true
        }
        PastPage {
            visible: page.looking
            history: page.history
            Layout.fillWidth: true
            Layout.fillHeight: true
            onBringBackRequested: page.history.bringBack()
            onCloseRequested: page.looking = false
        }
    }

    readonly property bool extending: both.checked

    NameSheet {
        id: nameSheet

        history: page.history
    }
    Shortcut {
        sequences: ["Esc"]
        enabled: page.visible
        onActivated: page.looking ? page.looking = false : page.back()
    }
}

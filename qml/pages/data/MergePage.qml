import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// What both sides changed: the list, and for the one chosen the four values.
ColumnLayout {
    id: page

    required property Workbench workbench
    readonly property MergeDesk desk: page.workbench.merging
    readonly property var conflict: page.desk.conflict
    readonly property bool ready: !page.desk.working.running && page.desk.current >= 0

    // Room for words on all buttons of the header.
    readonly property bool roomy: page.width > Theme.px(900)

    signal back
    signal closed

    function take(side: string) {
        if (page.ready)
            page.desk.take(side);
    }

    spacing: 0

    Header {
        //: Title of the page on which a branch is brought in; %1 is its name
        title: qsTr("Bring in %1").arg(page.desk.name)
        trail: [
            {text: qsTr("My data"), key: "list"},
            {text: page.workbench.title, key: "table"}
        ]
        Layout.fillWidth: true
        onTrailChosen: key => key === "list" ? page.closed() : page.back()

        beside: [
            Tag {
                visible: page.roomy
                text: page.desk.openText
                tone: page.desk.open > 0 ? Tone.Caution : Tone.Positive
                iconName: page.desk.open > 0 ? "merge" : "check"
            }
        ]

        MenuButton {
            //: Opens rules by which all that is left is decided
            text: page.roomy ? qsTr("Decide the rest") : ""
            //: Opens rules by which all that is left is decided
            Accessible.name: qsTr("Decide the rest")
            enabled: !page.desk.working.running && (page.desk.open > 0 || !page.roomy)

            MenuItem {
                //: A rule for all conflicts that are left
                text: qsTr("Keep what is here")
                enabled: page.desk.open > 0
                onTriggered: page.desk.takeAll("ours")
            }
            MenuItem {
                //: A rule for all conflicts that are left
                text: qsTr("Take what comes in")
                enabled: page.desk.open > 0
                onTriggered: page.desk.takeAll("theirs")
            }
            MenuItem {
                //: A rule for all conflicts that are left: the side saved last
                text: qsTr("Take the newer side")
                enabled: page.desk.open > 0
                onTriggered: page.desk.takeAll("newer")
            }
            MenuItem {
                visible: !page.roomy
                //: Gives up bringing in a branch: everything is as it was before
                text: qsTr("Give up")
                onTriggered: page.desk.giveUp()
            }
        }
        Button {
            visible: page.roomy
            //: Gives up bringing in a branch: everything is as it was before
            text: qsTr("Give up")
            enabled: !page.desk.working.running
            onClicked: page.desk.giveUp()
        }
        Button {
            text: qsTr("Save version")
            iconName: "save"
            variant: Button.Primary
            enabled: page.desk.open === 0 && !page.desk.working.running
            busy: page.desk.working.running
            onClicked: page.desk.finish(qsTr("Bring in %1").arg(page.desk.name))
        }
    }
    ErrorBanner {
        what: page.desk.working.errorTitle
        safe: page.desk.working.errorDetail
        todo: page.desk.working.errorAdvice
        Layout.fillWidth: true
        Layout.margins: visible ? Theme.gap16 : 0
    }
    RowLayout {
        spacing: 0
        Layout.fillWidth: true
        Layout.fillHeight: true

        ListView {
            id: list

            model: page.desk
            clip: true
            focus: true
            reuseItems: true
            currentIndex: page.desk.current
            keyNavigationEnabled: true
            boundsBehavior: Flickable.StopAtBounds
            Accessible.name: qsTr("Changed on both sides")
            Layout.preferredWidth: Theme.px(320)
            Layout.fillHeight: true
            onCurrentIndexChanged: if (list.currentIndex >= 0)
                page.desk.current = list.currentIndex

            T.ScrollBar.vertical: ScrollBar {
            }

            delegate: ListRow {
                id: entry

                required property int index
                required property string title
                required property string detail
                required property string choice
                required property bool isCurrent

                on: entry.isCurrent
                width: list.width // qmllint disable unqualified
                text: entry.title
                Accessible.description: entry.detail
                onClicked: page.desk.current = entry.index // qmllint disable unqualified

                ColumnLayout {
                    spacing: 0
                    Layout.fillWidth: true

                    Label {
                        text: entry.title
                        kind: Label.Strong
                        Layout.fillWidth: true
                    }
                    Label {
                        text: entry.detail
                        muted: true
                        Layout.fillWidth: true
                    }
                }
                Icon {
                    visible: entry.choice !== "none"
                    name: "check"
                    color: Theme.positive
                }
            }
        }
        Divider {
            vertical: true
            Layout.fillHeight: true
        }
        ScrollArea {
            id: scroll

            Layout.fillWidth: true
            Layout.fillHeight: true

            ColumnLayout {
                width: scroll.width
                spacing: Theme.gap16

                ColumnLayout {
                    visible: page.desk.current >= 0
                    spacing: Theme.gap12
                    Layout.fillWidth: true
                    Layout.margins: Theme.gap24

                    Label {
                        text: page.conflict.title ?? ""
                        kind: Label.Heading
                        wrapMode: Text.Wrap
                        Layout.fillWidth: true
                    }
                    Label {
                        text: page.conflict.detail ?? ""
                        muted: true
                        Layout.fillWidth: true
                    }
                    MergeValue {
                        //: The value before both sides changed it
                        title: qsTr("Before")
                        value: page.conflict.base ?? ""
                        present: page.conflict.hasBase ?? false
                        chosen: page.conflict.choice === "base"
                        enabled: page.ready
                        Layout.fillWidth: true
                        onClicked: page.take("base")
                    }
                    MergeValue {
                        //: The value on the branch that one is on
                        title: qsTr("Here")
                        value: page.conflict.ours ?? ""
                        present: page.conflict.hasOurs ?? false
                        chosen: page.conflict.choice === "ours"
                        enabled: page.ready
                        Layout.fillWidth: true
                        onClicked: page.take("ours")
                    }
                    MergeValue {
                        //: The value on the branch that is brought in
                        title: qsTr("Coming in")
                        value: page.conflict.theirs ?? ""
                        present: page.conflict.hasTheirs ?? false
                        chosen: page.conflict.choice === "theirs"
                        enabled: page.ready
                        Layout.fillWidth: true
                        onClicked: page.take("theirs")
                    }
                    Field {
                        visible: page.conflict.editable ?? false
                        //: The value that will be kept
                        label: qsTr("Result")
                        hint: page.conflict.choice === "own" ? qsTr("Your own words are kept.") : ""
                        Layout.fillWidth: true

                        TextArea {
                            id: result

                            Layout.fillWidth: true
                            Layout.preferredHeight: Theme.px(96)
                        }
                    }
                    Button {
                        visible: page.conflict.editable ?? false
                        //: Keeps the words typed as the value
                        text: qsTr("Keep these words")
                        enabled: page.ready && result.text !== (page.conflict.result ?? "")
                        onClicked: page.desk.setOwn(result.text)
                    }
                    Label {
                        text: qsTr("J goes to the next, A keeps what is here, T takes what comes in.")
                        muted: true
                        wrapMode: Text.Wrap
                        Layout.fillWidth: true
                    }
                }
                EmptyState {
                    visible: page.desk.current < 0
                    iconName: "merge"
                    title: page.desk.underWay ? qsTr("Nothing to decide") : qsTr("No branch is being brought in")
                    Layout.alignment: Qt.AlignCenter
                }
            }
        }
    }

    readonly property bool typing: page.Window.activeFocusItem instanceof TextInput || page.Window.activeFocusItem instanceof TextEdit

    Component.onCompleted: result.text = page.conflict.result ?? ""

    Connections {
        target: page.desk

        function onCurrentChanged() {
            result.text = page.conflict.result ?? "";
        }
        function onEnded() {
            page.back();
        }
    }
    Shortcut {
        sequences: ["J"]
        enabled: page.visible && !page.typing
        onActivated: page.desk.step()
    }
    Shortcut {
        sequences: ["A"]
        enabled: page.visible && !page.typing
        onActivated: page.take("ours")
    }
    Shortcut {
        sequences: ["T"]
        enabled: page.visible && !page.typing
        onActivated: page.take("theirs")
    }
    Shortcut {
        sequences: ["Ctrl+Return", "Ctrl+Enter"]
        enabled: page.visible && page.desk.open === 0 && !page.desk.working.running
        onActivated: page.desk.finish(qsTr("Bring in %1").arg(page.desk.name))
    }
    Shortcut {
        sequences: ["Esc"]
        enabled: page.visible
        onActivated: page.back()
    }
}

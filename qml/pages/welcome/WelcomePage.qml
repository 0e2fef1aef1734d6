import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

Rectangle {
    id: page

    required property Studio studio

    color: Theme.canvas

    DropArea {
        anchors.fill: parent
        keys: ["text/uri-list"]
        onDropped: drop => {
            if (drop.hasUrls) {
                drop.accept(Qt.CopyAction);
                page.studio.welcomeWithFile(drop.urls[0]);
            }
        }
    }
    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        PracticeStrip {
            practice: page.studio.practice
            Layout.fillWidth: true
        }
        RowLayout {
            spacing: Theme.gap8 + 2
            Layout.margins: Theme.gap24

            Icon {
                name: "logo"
                color: Theme.accent
                size: Theme.px(20)
            }
            Label {
                text: "Datanet Studio"
                kind: Label.Strong
                Layout.fillWidth: true
            }
            IconButton {
                iconName: page.studio.dark ? "sun" : "moon"
                //: Button that changes between light and dark
                name: page.studio.dark ? qsTr("Light") : qsTr("Dark")
                onClicked: page.studio.theme = page.studio.dark ? "light" : "dark"
            }
        }
        ScrollArea {
            id: area

            Layout.fillWidth: true
            Layout.fillHeight: true

            Item {
                width: area.width
                implicitHeight: column.implicitHeight + 2 * Theme.gap32

                ColumnLayout {
                    id: column

                    y: Theme.gap32
                    anchors.horizontalCenter: parent.horizontalCenter
                    width: Math.min(parent.width - 2 * Theme.gap24, Theme.px(1056))
                    spacing: Theme.gap8

                    Label {
                        //: Heading of the first screen
                        text: qsTr("What would you like to do first?")
                        kind: Label.Figure
                        font.pixelSize: Theme.figureSize
                        horizontalAlignment: Text.AlignHCenter
                        wrapMode: Text.Wrap
                        Layout.fillWidth: true
                    }
                    Label {
                        //: Under the heading of the first screen
                        text: qsTr("Try everything in practice. You can do the other later.")
                        kind: Label.Lead
                        muted: true
                        horizontalAlignment: Text.AlignHCenter
                        wrapMode: Text.Wrap
                        Layout.fillWidth: true
                        Layout.bottomMargin: Theme.gap24
                    }
                    GridLayout {
                        columns: column.width < Theme.px(640) ? 1 : 3
                        columnSpacing: Theme.gap24
                        rowSpacing: Theme.gap16
                        Layout.fillWidth: true

                        ChoiceCard {
                            //: One of the choices on the first screen
                            title: qsTr("Contribute")
                            text: qsTr("Turn your files into records that people and models can use, under your name.")
                            iconName: "table"
                            steps: [qsTr("Drop a table (CSV) or a text"), qsTr("Fix what the checks find"), qsTr("Send it for review")]
                            keyHint: "1"
                            primary: true
                            onChosen: page.studio.welcome("data")
                        }
                        ChoiceCard {
                            //: One of the choices on the first screen
                            title: qsTr("Review")
                            text: qsTr("Read what others sent, compare it with what is already there, and give reasons.")
                            iconName: "scales"
                            steps: [qsTr("Open a submission"), qsTr("Accept or exclude, record by record"), qsTr("Seal your vote")]
                            keyHint: "2"
                            onChosen: page.studio.welcome("datanets")
                        }
                        ChoiceCard {
                            //: One of the choices on the first screen
                            title: qsTr("Look around")
                            text: qsTr("See what datanets there are, what they have accepted, and how each number is known.")
                            iconName: "eye"
                            steps: [qsTr("Open a datanet"), qsTr("Read its rules and versions"), qsTr("Ask how it is known")]
                            keyHint: "3"
                            onChosen: page.studio.welcome("home")
                        }
                    }
                    DropTarget {
                        //: Place to drop a file on the first screen
                        title: qsTr("Or drop a file anywhere in this window.")
                        text: qsTr("Tables, documents or text. Your file stays as it is.")
                        Layout.fillWidth: true
                        Layout.topMargin: Theme.gap24
                        onFilesDropped: urls => page.studio.welcomeWithFile(urls[0])
                    }
                }
            }
        }
        Rectangle {
            color: Theme.surface
            implicitHeight: Theme.px(56)
            Layout.fillWidth: true

            Divider {
                width: parent.width
            }
            RowLayout {
                anchors.fill: parent
                anchors.leftMargin: Theme.gap32
                anchors.rightMargin: Theme.gap32
                spacing: Theme.gap8

                Icon {
                    name: "lock"
                    color: Theme.muted
                }
                Label {
                    //: Foot of the first screen
                    text: qsTr("No account to fill in, and nothing is sent about how you use this program.")
                    muted: true
                    wrapMode: Text.Wrap
                    Layout.fillWidth: true
                }
            }
        }
    }
    Shortcut {
        sequences: ["1"]
        onActivated: page.studio.welcome("data")
    }
    Shortcut {
        sequences: ["2"]
        onActivated: page.studio.welcome("datanets")
    }
    Shortcut {
        sequences: ["3"]
        onActivated: page.studio.welcome("home")
    }
}

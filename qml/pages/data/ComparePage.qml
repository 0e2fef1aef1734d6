import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Datanet.App
import Datanet.Controls
import Datanet.Ui

ColumnLayout {
    id: page

    required property VersionHistory history
    readonly property ComparisonModel comparison: page.history.comparison
    // The column with the names of cells.
    readonly property int nameWidth: Theme.px(112)

    spacing: 0

    Rectangle {
        color: Theme.surface
        Layout.fillWidth: true
        implicitHeight: Theme.toolbar

        RowLayout {
            anchors.fill: parent
            anchors.leftMargin: Theme.gap24
            anchors.rightMargin: Theme.gap24
            spacing: Theme.gap12

            SegmentedSwitch {
                visible: page.comparison.ready
                segments: page.comparison.totals
                currentIndex: page.comparison.filter
                //: Chooses which differences are listed
                name: qsTr("Differences")
                onActivated: index => page.comparison.filter = index
            }
            Label {
                text: page.comparison.sameText
                muted: true
                Layout.fillWidth: true
            }
        }
        Divider {
            width: parent.width
            y: parent.height - 1
        }
    }
    ErrorBanner {
        what: page.history.comparing.errorTitle !== "" ? page.history.comparing.errorTitle : page.history.loading.errorTitle
        safe: page.history.comparing.errorDetail !== "" ? page.history.comparing.errorDetail : page.history.loading.errorDetail
        todo: page.history.comparing.errorAdvice !== "" ? page.history.comparing.errorAdvice : page.history.loading.errorAdvice
        Layout.fillWidth: true
        Layout.margins: visible ? Theme.gap16 : 0
    }
    Rectangle {
        visible: page.comparison.ready
        color: Theme.surface
        Layout.fillWidth: true
        implicitHeight: Theme.control

        Row {
            anchors.verticalCenter: parent.verticalCenter
            x: Theme.gap24

            Label {
                width: page.nameWidth - Theme.gap24
                //: Head of the column with the names of cells
                text: qsTr("Cell")
                muted: true
            }
            Label {
                width: (list.width - page.nameWidth) / 2
                leftPadding: Theme.gap16
                text: page.history.beforeTitle
                kind: Label.Strong
            }
            Label {
                leftPadding: Theme.gap16
                text: page.history.afterTitle
                kind: Label.Strong
            }
        }
        Divider {
            width: parent.width
            y: parent.height - 1
        }
    }
    LoadingState {
        visible: page.history.comparing.running && !page.comparison.ready
        text: qsTr("Comparing")
        value: page.history.comparing.progress
        cancellable: true
        Layout.alignment: Qt.AlignCenter
        Layout.fillHeight: true
        onCancelRequested: page.history.comparing.cancel()
    }
    EmptyState {
        visible: !list.visible && !page.history.comparing.running && !page.history.loading.running
        iconName: "history"
        title: page.comparison.ready ? qsTr("No differences") : qsTr("Nothing to compare yet")
        text: page.comparison.ready ? qsTr("The records are the same on both sides.") : qsTr("Choose a version on the left to see what it changed.")
        Layout.alignment: Qt.AlignCenter
        Layout.fillHeight: true
    }
    ListView {
        id: list

        visible: page.comparison.ready && count > 0
        model: page.comparison
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        Accessible.name: qsTr("Differences")
        Layout.fillWidth: true
        Layout.fillHeight: true

        T.ScrollBar.vertical: ScrollBar {
        }

        delegate: ComparedRecord {
            width: list.width // qmllint disable unqualified
            nameWidth: page.nameWidth // qmllint disable unqualified
        }
        footer: Label {
            text: page.comparison.cutText // qmllint disable unqualified
            visible: text !== ""
            muted: true
            padding: Theme.gap24
        }
    }
}

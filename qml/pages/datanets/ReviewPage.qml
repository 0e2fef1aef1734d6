import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls
import Datanet.Ui

// A reviewer's desk: what waits on the left, the submission that is read on the right.
FocusScope {
    id: page

    required property ReviewDesk desk
    property string datanetName
    readonly property var submission: page.desk.submission
    readonly property bool reading: page.submission.id !== undefined
    // Room for one thing at a time: the queue, then what was chosen in it.
    readonly property bool tight: page.width < Theme.px(640)

    // Beside the records where there is room for it; the button decides otherwise.
    readonly property bool roomy: page.width >= Theme.px(1200)
    property bool guidelines: page.roomy

    signal back

    focus: true

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        Header {
            //: Title of the page on which a reviewer reads submissions
            title: qsTr("Review")
            //: The way back from a review
            trail: page.tight && page.reading ? [{text: page.datanetName, key: "queue"}] : [{text: qsTr("Datanets"), key: "list"}]
            Layout.fillWidth: true
            onTrailChosen: key => key === "queue" ? page.desk.close() : page.back()

            Button {
                objectName: "guidelines"
                visible: page.reading && !page.tight
                variant: Button.Quiet
                iconName: "book"
                //: Button: shows or hides the rules of the datanet
                text: qsTr("Guidelines")
                onClicked: page.guidelines = !page.guidelines
            }
        }
        RowLayout {
            spacing: 0
            Layout.fillWidth: true
            Layout.fillHeight: true

            ReviewQueue {
                desk: page.desk
                visible: !page.tight || !page.reading && !page.desk.opening.running
                title: page.datanetName
                Layout.fillWidth: page.tight
                Layout.preferredWidth: Math.min(Theme.sidePanel - Theme.gap32, page.width * 0.32)
                Layout.fillHeight: true
            }
            ColumnLayout {
                visible: !page.tight || page.reading || page.desk.opening.running || banner.visible
                spacing: 0
                Layout.fillWidth: true
                Layout.fillHeight: true

                ErrorBanner {
                    id: banner

                    readonly property Operation failed: {
                        if (page.desk.voting.failed)
                            return page.desk.voting;
                        if (page.desk.opening.failed)
                            return page.desk.opening;
                        return page.desk.keeping.failed ? page.desk.keeping : page.desk.listing;
                    }

                    what: failed.errorTitle
                    safe: failed.errorDetail
                    todo: failed.errorAdvice
                    dismissible: true
                    Layout.fillWidth: true
                    Layout.margins: visible ? Theme.gap16 : 0
                    onDismissed: failed.dismissError()
                }
                ReviewSubmission {
                    visible: page.reading
                    desk: page.desk
                    focus: true
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                }
                Item {
                    visible: !page.reading
                    Layout.fillWidth: true
                    Layout.fillHeight: true

                    LoadingState {
                        visible: page.desk.opening.running
                        anchors.centerIn: parent
                        //: While a submission is fetched and checked
                        text: page.desk.opening.step !== "" ? page.desk.opening.step : qsTr("Opening the submission")
                        value: page.desk.opening.progress
                        cancellable: true
                        onCancelRequested: page.desk.opening.cancel()
                    }
                    EmptyState {
                        visible: !page.desk.opening.running
                        anchors.centerIn: parent
                        width: Math.min(implicitWidth, parent.width - 2 * Theme.gap24)
                        iconName: "scales"
                        title: page.desk.waiting > 0 ? qsTr("Choose a submission") : qsTr("Nothing waits for you")
                        text: page.desk.waiting > 0 ? qsTr("It is fetched, compared with what was registered, and checked by the same rules that its contributor could run.") : qsTr("When you are drawn as a reviewer of a submission, it appears on the left.")
                    }
                }
            }
            ReviewGuidelines {
                visible: page.reading && page.guidelines && !page.tight
                submission: page.submission
                Layout.preferredWidth: Math.min(Theme.px(264), page.width * 0.34)
                Layout.fillHeight: true
                onCloseRequested: page.guidelines = false
            }
        }
    }
}

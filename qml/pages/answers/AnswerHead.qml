import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// The question, who answered, and what can be done with the answer.
ColumnLayout {
    id: head

    required property Asking asking
    property bool tight: false // the sources are not beside the answer
    readonly property var answer: head.asking.answer

    signal sourcesRequested

    spacing: Theme.gap12

    function copy() {
        clipboard.text = head.answer.text;
        clipboard.selectAll();
        clipboard.copy();
    }

    RowLayout {
        spacing: Theme.gap8
        Layout.fillWidth: true

        Label {
            //: Above the question that was answered
            text: qsTr("You asked")
            muted: true
            Layout.fillWidth: true
        }
        ComboBox {
            visible: head.asking.earlier.length > 1
            //: Choice between the questions that were answered since the program started
            name: qsTr("Earlier questions")
            iconName: "history"
            model: head.asking.earlier
            currentIndex: head.asking.shown
            size: Button.Small
            Layout.preferredWidth: Theme.px(240)
            onActivated: index => head.asking.show(index)
        }
    }
    Label {
        text: head.answer.question ?? ""
        kind: Label.Heading
        wrapMode: Text.Wrap
        Accessible.role: Accessible.Heading
        Accessible.name: text
        Layout.fillWidth: true
        Layout.topMargin: -Theme.gap8
    }
    Divider {
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap12
    }
    RowLayout {
        spacing: Theme.gap8
        Layout.fillWidth: true

        Label {
            text: head.answer.model ?? ""
            muted: true
            font.weight: Font.Medium
            Layout.maximumWidth: Math.ceil(implicitWidth)
            Layout.fillWidth: true
        }
        Label {
            text: head.answer.trained ?? ""
            muted: true
            Layout.fillWidth: true
        }
        Button {
            visible: head.tight
            variant: Button.Quiet
            iconName: "users"
            //: Button: shows the sources of the answer
            text: qsTr("Sources")
            onClicked: head.sourcesRequested()
        }
        MenuButton {
            id: flagButton

            objectName: "flagAnswer"
            visible: head.answer.flagged === undefined
            variant: Button.Quiet
            iconName: "flag"
            enabled: !head.asking.flagging.running
            //: Button with a menu of reasons: records that the answer was weak
            text: qsTr("Flag this answer")
            //: Shown over the button "Flag this answer"
            hint: qsTr("Everybody sees it, and reviewers see which records the answer repeated. It changes no payment.")

            Instantiator {
                model: head.asking.flagReasons
                delegate: MenuItem {
                    required property var modelData

                    text: modelData.text
                    onTriggered: head.asking.flag(modelData.code) // qmllint disable unqualified
                }
                onObjectAdded: (index, object) => flagButton.menu.insertItem(index, object)
                onObjectRemoved: (index, object) => flagButton.menu.removeItem(object)
            }
        }
        Tag {
            visible: head.answer.flagged !== undefined
            //: %1 is why the payer found the answer weak
            text: qsTr("Flagged: %1").arg(head.answer.flagged ?? "")
            tone: Tone.Caution
        }
        Button {
            variant: Button.Quiet
            iconName: "copy"
            //: Button: copies the words of the answer
            text: qsTr("Copy")
            onClicked: head.copy()
        }
    }
    Notice {
        visible: head.answer.known === false
        tone: Tone.Caution
        text: qsTr("The model knows none of the words of this question, so its answer begins anywhere.")
        Layout.fillWidth: true
    }
    ErrorBanner {
        what: head.asking.flagging.errorTitle
        safe: head.asking.flagging.errorDetail
        todo: head.asking.flagging.errorAdvice
        Layout.fillWidth: true
        onDismissed: head.asking.flagging.dismissError()
    }
    ErrorBanner {
        what: head.asking.tracing.errorTitle
        safe: head.asking.tracing.errorDetail
        todo: head.asking.tracing.errorAdvice
        //: Button: does again what failed
        actionText: qsTr("Try again")
        dismissible: false
        Layout.fillWidth: true
        onAction: head.asking.trace()
    }
    ProgressRow {
        visible: head.asking.tracing.running
        //: While it is found out where an answer comes from
        text: head.asking.tracing.step !== "" ? head.asking.tracing.step : qsTr("Finding where it came from")
        value: head.asking.tracing.progress
        cancellable: false
        Layout.fillWidth: true
    }
    TextEdit {
        id: clipboard

        visible: false
        Accessible.ignored: true
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// "Check it myself", and its verdict in place.
Rectangle {
    id: box

    required property EarningsView earnings
    readonly property var result: box.earnings.checkResult
    readonly property bool checked: box.result.title !== undefined
    readonly property bool failed: box.earnings.checking.failed
    readonly property int tone: box.failed ? Tone.Caution : !box.checked ? Tone.Neutral : box.result.matches ? Tone.Positive : Tone.Danger

    implicitHeight: row.implicitHeight + 2 * Theme.gap12
    radius: Theme.radiusCard
    color: Tone.ground(box.tone)
    Accessible.role: Accessible.AlertMessage
    Accessible.name: verdict.text + ". " + detail.text

    RowLayout {
        id: row

        x: Theme.gap12
        y: Theme.gap12
        width: parent.width - 2 * Theme.gap12
        spacing: Theme.gap12

        Icon {
            visible: !box.earnings.checking.running
            name: box.checked ? (box.result.matches ? "check" : "error") : box.failed ? "warning" : "shield"
            color: Tone.ink(box.tone)
            Layout.alignment: Qt.AlignTop
        }
        Spinner {
            visible: box.earnings.checking.running
            running: visible
            Layout.alignment: Qt.AlignTop
        }
        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true

            Label {
                id: verdict

                objectName: "verdict"
                text: box.checked ? box.result.title : box.failed ? box.earnings.checking.errorTitle : box.earnings.checking.running ? qsTr("Computing it anew") : qsTr("Not checked by you yet")
                kind: Label.Strong
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
            Label {
                id: detail

                text: {
                    if (box.checked)
                        return box.result.text;
                    if (box.failed)
                        return box.earnings.checking.errorDetail;
                    if (box.earnings.checking.running)
                        return box.earnings.checking.step;
                    return qsTr("Your computer traces these answers again and divides their fees again, without asking who made the round.");
                }
                wrapMode: Text.Wrap
                visible: text !== ""
                Layout.fillWidth: true
            }
        }
        Button {
            //: Button: recomputes a payout round on this computer
            text: box.earnings.checking.running ? qsTr("Stop") : qsTr("Check it myself")
            iconName: box.earnings.checking.running ? "stop" : "refresh"
            onClicked: box.earnings.checking.running ? box.earnings.checking.cancel() : box.earnings.check()
        }
    }
}

import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

DecisionBar {
    id: bar

    required property ReviewDesk desk
    property int count: 0
    // Else the squares and the keys lead from record to record.
    readonly property bool roomy: bar.width >= Theme.px(520)
    readonly property bool narrow: bar.width < Theme.px(760)

    Button {
        objectName: "acceptRecord"
        size: Button.Large
        iconName: "check"
        //: Button and its key: the record becomes part of the datanet
        text: qsTr("Accept")
        keyHint: bar.narrow ? "" : qsTr("A")
        enabled: bar.desk.canDecide
        onClicked: bar.desk.accept()
    }
    Button {
        objectName: "excludeRecord"
        size: Button.Large
        iconName: "close"
        //: Button and its key: the record is left out
        text: qsTr("Exclude")
        keyHint: bar.narrow ? "" : qsTr("X")
        enabled: bar.desk.canDecide
        onClicked: bar.desk.exclude()
    }
    Divider {
        visible: !bar.narrow
        vertical: true
        Layout.preferredHeight: Theme.controlSmall
    }
    IconButton {
        visible: bar.roomy
        iconName: "chevron-left"
        //: The record before
        name: qsTr("Previous record (K)")
        enabled: bar.desk.row > 0
        onClicked: bar.desk.go(bar.desk.row - 1)
    }
    IconButton {
        visible: bar.roomy
        iconName: "chevron-right"
        //: The record after
        name: qsTr("Next record (J)")
        enabled: bar.desk.row + 1 < bar.count
        onClicked: bar.desk.go(bar.desk.row + 1)
    }
    Item {
        visible: !bar.narrow
        Layout.fillWidth: true
    }
    ComboBox {
        //: What a reviewer says about the submission as a whole
        prefix: bar.narrow ? "" : qsTr("Verdict")
        name: qsTr("Verdict")
        size: Button.Large
        model: bar.desk.verdicts
        currentIndex: bar.desk.verdict
        Layout.preferredWidth: Theme.px(!bar.narrow ? 236 : bar.roomy ? 148 : 108)
        Layout.fillWidth: bar.narrow // what there is, so that its longest word fits where it can
        enabled: bar.desk.canDecide
        onActivated: index => bar.desk.setVerdict(index)
    }
    Button {
        objectName: "sealVote"
        variant: Button.Primary
        size: Button.Large
        iconName: "lock"
        //: Button: the vote is fixed, hidden until all are
        text: qsTr("Seal vote")
        busy: bar.desk.voting.running
        enabled: bar.desk.canSeal
        onClicked: bar.desk.seal()
    }
}

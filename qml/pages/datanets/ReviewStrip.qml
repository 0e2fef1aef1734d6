import QtQuick
import Datanet.App
import Datanet.Controls

// A square for each record, in order; long ones scroll to the record that is read.
ListView {
    id: strip

    required property ReviewSquares squares
    property int row: -1

    signal chosen(int index)

    implicitHeight: Theme.recordSquare + 2 * Theme.gap4
    orientation: ListView.Horizontal
    spacing: Theme.gap4
    clip: true
    model: strip.squares
    boundsBehavior: Flickable.StopAtBounds
    currentIndex: strip.row
    highlightMoveDuration: Theme.motionFast
    //: The records of a submission as small squares
    Accessible.name: qsTr("Records")
    Accessible.role: Accessible.List

    delegate: Item {
        id: place

        required property int index
        required property string number
        required property string decision
        required property string severity

        width: square.implicitWidth
        height: ListView.view.height

        RecordSquare {
            id: square

            anchors.verticalCenter: parent.verticalCenter
            number: place.number
            decision: place.decision
            severity: place.severity
            current: place.ListView.isCurrentItem
            onClicked: strip.chosen(place.index) // qmllint disable unqualified
        }
    }
}

import QtQuick
import Datanet.App
import Datanet.Controls

// A record's sound in a row of the table: how long it is; a click or the space bar plays it.
Chip {
    id: chip

    property string address
    property string facts
    readonly property SoundPlayer player: Media.player
    readonly property bool mine: chip.address !== "" && chip.player.address === chip.address
    readonly property bool playing: chip.mine && chip.player.playing
    readonly property bool failed: chip.mine && chip.player.problem !== ""

    iconName: chip.failed ? "warning" : chip.playing ? "pause" : "play"
    text: chip.mine && (chip.player.playing || chip.player.position > 0) ? chip.player.timeText(chip.player.position) : chip.facts
    selected: chip.playing
    focusPolicy: Qt.NoFocus
    //: Button that plays a record's sound; %1 is how long it is: "0:42"
    Accessible.name: chip.playing ? qsTr("Pause") : qsTr("Play, %1").arg(chip.facts)
    Accessible.description: chip.failed ? chip.player.problem : ""
    onClicked: chip.player.toggle(chip.address)

    HoverTip {
        text: chip.failed ? chip.player.problem + " " + chip.player.advice : ""
        shown: chip.failed && chip.hovered
        delay: 0
    }
}

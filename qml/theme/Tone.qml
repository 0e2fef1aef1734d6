pragma Singleton

import QtQuick
import Datanet.Controls

QtObject {
    enum Kind {
        Neutral,
        Accent,
        Positive,
        Caution,
        Danger
    }

    function ground(tone: int): color {
        switch (tone) {
        case Tone.Accent:
            return Theme.accentSoft;
        case Tone.Positive:
            return Theme.positiveSoft;
        case Tone.Caution:
            return Theme.cautionSoft;
        case Tone.Danger:
            return Theme.dangerSoft;
        default:
            return Theme.sunken;
        }
    }

    function ink(tone: int): color {
        switch (tone) {
        case Tone.Accent:
            return Theme.accentText;
        case Tone.Positive:
            return Theme.positive;
        case Tone.Caution:
            return Theme.caution;
        case Tone.Danger:
            return Theme.danger;
        default:
            return Theme.muted;
        }
    }

    function icon(tone: int): string {
        switch (tone) {
        case Tone.Positive:
            return "check";
        case Tone.Caution:
            return "warning";
        case Tone.Danger:
            return "error";
        default:
            return "info";
        }
    }
}

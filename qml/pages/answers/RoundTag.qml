import Datanet.Controls

// The state of a payout round.
Tag {
    id: tag

    property var round: ({})

    text: tag.round.stateText ?? ""
    iconName: ({open: "clock", closed: "lock", proposed: "hourglass", disputed: "scales", paid: "check", "void": "ban"})[tag.round.state] ?? "help"
    tone: ({open: Tone.Neutral, closed: Tone.Neutral, proposed: Tone.Accent, disputed: Tone.Caution, paid: Tone.Positive, "void": Tone.Danger})[tag.round.state] ?? Tone.Neutral
}

import Datanet.Controls

// Where a proposal stands.
Tag {
    id: tag

    property var proposal: ({})

    text: tag.proposal.stateText ?? ""
    iconName: ({pending: "clock", voting: "scales", accepted: "check", queued: "hourglass", inForce: "check", refused: "ban", back: "undo", lapsed: "ban"})[tag.proposal.state] ?? "help"
    tone: ({voting: Tone.Accent, accepted: Tone.Accent, queued: Tone.Caution, inForce: Tone.Positive, refused: Tone.Danger})[tag.proposal.state] ?? Tone.Neutral
}

import Datanet.App
import Datanet.Controls

// A file dialog in the colours of the window.
FileChooser {
    ground: Theme.canvas
    sunken: Theme.raised
    ink: Theme.ink
    muted: Theme.muted
    accent: Theme.accent
    accentInk: Theme.accentInk
}

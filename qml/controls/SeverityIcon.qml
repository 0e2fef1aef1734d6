import QtQuick
import Datanet.Controls

Icon {
    id: icon

    // "blocking", "caution" or "note"
    property string severity: "note"

    name: icon.severity === "blocking" ? "ban" : icon.severity === "caution" ? "warning" : "info"
    color: icon.severity === "blocking" ? Theme.danger : icon.severity === "caution" ? Theme.caution : Theme.accentText
}

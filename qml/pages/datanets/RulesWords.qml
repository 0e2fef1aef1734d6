import Datanet.Ui

// Some words of the rules, written one after the other with commas.
RulesText {
    id: edited

    property var names: []
    property bool capitals: false

    value: edited.names.join(", ")
    handled: true
    onEdit: text => {
        const names = text.split(",").map(each => edited.capitals ? each.trim().toUpperCase() : each.trim()).filter(each => each !== "");
        if (names.length === 0)
            edited.editor.remove(edited.path);
        else
            edited.editor.set(edited.path, names);
    }
}

import QtQuick
import Datanet.Controls

// How wide the columns of the records are: they share the room there is, each with enough for its heading's beginning;
// only where even that does not fit, the table is wider than its place.
QtObject {
    id: widths

    // As RecordTableModel gives them.
    property var columns: []
    property real room: 0
    // Widths that a person chose, by the column's name; they are kept as they are.
    property var chosen: ({})

    readonly property var natural: widths.columns.map(column => {
        const title = column.title.length * Theme.px(8) + Theme.px(60);
        const content = column.characters * Theme.px(8) + 2 * Theme.gap16;
        return Math.max(title, column.number ? Theme.px(96) : 0, Math.min(Theme.px(420), content));
    })
    // Words of one column stay whole where they are short; the longest texts are read beside the table.
    readonly property var least: widths.natural.map((width, index) => Math.min(width, widths.columns[index].number ? Theme.px(92) : index === widths.widest ? Theme.px(116) : Theme.px(104)))
    readonly property int widest: {
        let found = 0;
        widths.columns.forEach((column, index) => {
            if (column.characters > widths.columns[found].characters)
                found = index;
        });
        return found;
    }
    readonly property var all: {
        const wanted = widths.columns.map((column, index) => widths.chosen[column.name] ?? widths.natural[index]);
        const free = widths.columns.map(column => widths.chosen[column.name] === undefined);
        const spare = widths.room - wanted.reduce((sum, width) => sum + width, 0);
        if (wanted.length === 0 || widths.room <= 0)
            return wanted;
        if (spare >= 0) {
            const grows = free[widths.widest] ? widths.widest : free.lastIndexOf(true);
            return wanted.map((width, index) => index === grows ? width + spare : width);
        }
        // What each can give, in proportion; whole pixels, so that the last one ends where the room ends.
        const gives = wanted.map((width, index) => free[index] ? width - widths.least[index] : 0);
        const total = gives.reduce((sum, give) => sum + give, 0);
        const part = total > 0 ? Math.min(1, -spare / total) : 0;
        return wanted.map((width, index) => Math.floor(width - gives[index] * part));
    }
}

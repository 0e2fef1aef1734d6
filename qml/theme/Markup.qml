pragma Singleton

import QtQuick

// Foreign words inside styled text: whatever a file holds is shown, never obeyed.
QtObject {
    function plain(text: string): string {
        return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
    }

    // The same with line breaks kept.
    function lines(text: string): string {
        return plain(text).replace(/\n/g, "<br>");
    }
}

#pragma once

#include <QString>

namespace datanet::app {

// What a person typed, pasted or chose as the place of a data set, as git is told it: "git clone" and quotes around it
// are left away, "~" and file:// stand for a path, and the folder of a data set for the versions inside.
[[nodiscard]] QString cloneAddress(const QString &typed);

// What a data set from there could be called: "https://host/team/help-desk.git" gives "help-desk". May be empty.
[[nodiscard]] QString nameInAddress(const QString &typed);

} // namespace datanet::app

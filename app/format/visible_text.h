#pragma once

#include <QString>

namespace datanet::app {

// Text that a finding points at, with the number of each character that nobody sees in its place: "Ign[U+200B]ore". It
// can't turn the direction of what stands around it.
[[nodiscard]] QString visibleText(const QString &text);

} // namespace datanet::app

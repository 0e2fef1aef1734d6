#pragma once

#include <QString>
#include <QStringList>

namespace datanet::app {

// A licence as every screen writes it: its name and its SPDX identifier, "Creative Commons Attribution 4.0
// (CC-BY-4.0)"; the identifier alone where no name is known.
[[nodiscard]] QString licenceText(const QString &identifier);
// Several, as a sentence lists them; and one a line.
[[nodiscard]] QString licenceList(const QStringList &identifiers);
[[nodiscard]] QString licenceLines(const QStringList &identifiers);

} // namespace datanet::app

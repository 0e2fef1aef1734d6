#pragma once

#include "curation/datanet_rules.h"
#include "curation/rules_difference.h"

#include <QVariantList>

#include <vector>

// The rules of a datanet for QML. Pure functions, any thread.
namespace datanet::app {

// Every check, each { id, title, explanation, example, use, useText, severity ("" when off), excludes, changed,
// settings: [{ name, title, value, minimum, maximum, fallback }], numbers }; numbers: the settings in a line.
[[nodiscard]] QVariantList checkRows(const curation::CheckSettings &checks);

// Each { text, words }: the record's fields, one a line.
[[nodiscard]] QVariantList exampleRows(const std::vector<curation::RecordExample> &examples);

// Each { kind ("added", "removed", "changed"), title, before, after, record: [{ title, text }] }: the record where it
// is an example, else empty.
[[nodiscard]] QVariantList changeRows(const std::vector<curation::RulesChange> &changes);

} // namespace datanet::app

#pragma once

#include "base/result.h"
#include "dataset/schema.h"

#include <QString>

#include <optional>
#include <string>
#include <string_view>

namespace datanet::dataset {

// What a person typed into a cell, as canonical JSON of the field's type. Any: JSON where it reads as JSON, else text.
// Invalid, saying what was expected, when the text does not fit. Same rule as for the cells of an imported table.
[[nodiscard]] base::Result<std::string> valueFromText(std::string_view utf8, FieldType type);

// The record with one top-level field set (or added); nothing as the value removes the field. Canonical in, canonical
// out. Constraints other than the type are for the checks to report, not for the edit to refuse.
[[nodiscard]] base::Result<std::string> setField(std::string_view canonicalBody, std::string_view field,
                                                 const std::optional<QString> &value, FieldType type);

// A record made from typed values in one go, for forms: pairs of field name and text; nothing leaves the field out.
[[nodiscard]] base::Result<std::string>
makeRecord(const std::vector<std::pair<QString, std::optional<QString>>> &values, const Schema &schema);

} // namespace datanet::dataset

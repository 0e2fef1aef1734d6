#pragma once

#include "dataset/field_scanner.h"

#include <string>
#include <string_view>

namespace datanet::curation {

// The text by which records are compared for sameness of wording: the text field where the schema names one and the
// record has it, else all strings of the record, one a line, in the order of their names. Uses buffer where it must
// join.
[[nodiscard]] std::string_view comparedText(const dataset::FieldScanner &fields, std::string_view textField,
                                            std::string &buffer);

// Texts below this many words say too little to be compared ("see above", "yes").
inline constexpr std::size_t kFewestComparedWords = 5;

} // namespace datanet::curation

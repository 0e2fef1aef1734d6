#pragma once

#include "base/bytes.h"
#include "dataset/field_scanner.h"
#include "similarity/shared_runs.h"
#include "similarity/similarity_index.h"

#include <optional>
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

// A text made ready for comparison, by the words of dataset::matchingText: look-alike letters, invisible characters,
// other scripts' digits, accents and case make no other wording. (Attribution compares texts as they are written:
// what it finds is paid.) Empty for texts of too few words.
struct ComparedWording
{
    std::optional<base::Digest> identity; // SHA-256 of the folded words
    similarity::Prepared prepared;
};
[[nodiscard]] ComparedWording comparedWording(std::string_view text);

// What two texts have in common by that comparison, as ranges of the texts as they are written.
[[nodiscard]] similarity::SharedWords sharedWording(std::string_view left, std::string_view right);

} // namespace datanet::curation

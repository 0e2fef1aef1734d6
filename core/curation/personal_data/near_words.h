#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace datanet::curation {

// Words that say what a number is. Those in capitals are found in capitals only ("SIN" is no sin) unless a colon makes
// them a name, others in any case; short ones as whole words, longer ones also as the beginning of a word; a capital
// after a small letter begins a word.
using Words = std::vector<std::string_view>;

// Where the last of them begins; npos where there is none.
[[nodiscard]] std::size_t lastWord(std::string_view text, const Words &words, bool anyCase = false);

// Whether one of the words stands in the 48 bytes before the stretch or the 16 behind it, or, in any case, in the name
// of the field that the text comes from.
[[nodiscard]] bool hasWordNear(std::string_view text, std::size_t begin, std::size_t end, std::string_view field,
                               const Words &words);

} // namespace datanet::curation

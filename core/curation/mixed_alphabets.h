#pragma once

#include "curation/finding.h"

#include <string>
#include <string_view>
#include <vector>

// Letters of one alphabet that pass for those of another, the case too: narrower than what dataset::matchingText
// compares as one, because what is found is shown to people and mended. utf8 must be valid. Linear time. Any thread.
namespace datanet::curation {

// A word that mixes Latin with Cyrillic or Greek, where every letter of one of the two passes for the other alphabet:
// "pаypal" with a Cyrillic а. Names of quantities (µm, ΔT, Ωm, νmax) and words with letters of their own (USBшный) are
// none.
struct MixedWord
{
    Span span;
    char32_t odd = 0; // the first letter of the smaller part
    char32_t passesFor = 0;
    bool mendable = false; // the other part is larger, so it is clear what was meant
};
[[nodiscard]] std::vector<MixedWord> findMixedWords(std::string_view utf8, std::size_t most); // ascending
// With the odd letters of mendable words replaced by those they pass for.
[[nodiscard]] std::string unmixed(std::string_view utf8);

} // namespace datanet::curation

#pragma once

#include "curation/finding.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Characters that nobody sees and programs read. utf8 must be valid. Linear time. Any thread.
namespace datanet::curation {

enum class HiddenKind : std::uint8_t {
    ZeroWidth, // without width: zero width spaces, byte order marks inside, joiners and selectors where nothing is
               // joined or selected
    Direction, // turns the direction of writing: overrides always, embeddings and marks in text that has no letters
               // written from right to left
    Tag, // letters of the tag block outside of a flag
};

// Characters of one kind that stand together.
struct HiddenRun
{
    HiddenKind kind = HiddenKind::ZeroWidth;
    Span span;
    char32_t first = 0;
    std::uint32_t count = 0;
    std::string words; // Tag: what it spells
};

// Joiners between Arabic or Indic letters and in emoji, zero width spaces between Thai or Khmer words, soft hyphens
// and variation selectors behind what has variants are how those are written and not found.
[[nodiscard]] std::vector<HiddenRun> findHidden(std::string_view utf8, std::size_t most); // ascending
[[nodiscard]] std::string withoutHidden(std::string_view utf8, HiddenKind kind);

} // namespace datanet::curation

#pragma once

#include "similarity/tokens.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace datanet::similarity {

// A run of words that two texts have in common, as byte ranges (end excluded) in each.
struct SharedRun
{
    std::uint32_t leftBegin = 0;
    std::uint32_t leftEnd = 0;
    std::uint32_t rightBegin = 0;
    std::uint32_t rightEnd = 0;
    std::uint32_t words = 0;

    bool operator==(const SharedRun &) const = default;
};

// "17 of 25 words are the same": what a person is shown beside the exact similarity.
struct SharedWords
{
    std::vector<SharedRun> runs; // in order of the left text; no word is used twice on either side
    std::uint32_t sharedWords = 0; // in all runs
    std::uint32_t leftWords = 0;
    std::uint32_t rightWords = 0;
};

// Greedy string tiling (Wise 1993): the longest common runs of at least two words first. Words as splitWords() cuts
// them. At most the first 4,096 words of each text are looked at, and 32 places of the right text for each word of the
// left one, so the work is bounded whatever the texts are. Deterministic; any thread.
[[nodiscard]] SharedWords sharedWords(std::string_view left, std::string_view right);
// The same of words that are cut already, whatever their ranges are of.
[[nodiscard]] SharedWords sharedWords(std::vector<Token> left, std::vector<Token> right);

} // namespace datanet::similarity

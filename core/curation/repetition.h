#pragma once

#include "curation/finding.h"

#include <array>
#include <optional>
#include <string_view>

// How much of a text says itself again, measured as by the MassiveText rules (Rae et al. 2021, "Scaling Language
// Models: Methods, Analysis & Insights from Training Gopher", appendix A.1.1, table A1). utf8 must be valid. Words are
// what white space parts. Linear time. Any thread.
namespace datanet::curation {

struct Repetition
{
    int words = 0;
    int lines = 0; // with something in them
    int repeatedLinesPercent = 0; // lines that stood there before
    int repeatedLineBytesPercent = 0; // bytes in them
    // Bytes in the most frequent run of 2, 3 and 4 words, all its occurrences together.
    std::array<int, 3> topRunPercent{};
    // Bytes in runs of 5 to 10 words that stood there before, counted once.
    std::array<int, 6> repeatedRunPercent{};
};

// As table A1 has it: the share from which a text is repetitive.
inline constexpr int kMostRepeatedLines = 30;
inline constexpr int kMostRepeatedLineBytes = 20;
inline constexpr std::array kMostInTopRun{20, 18, 16};
inline constexpr std::array kMostInRepeatedRuns{15, 14, 13, 12, 11, 10};

[[nodiscard]] int wordCount(std::string_view utf8);
[[nodiscard]] Repetition repetitionOf(std::string_view utf8);

// The first place where a word stands at least so many times in a row.
[[nodiscard]] std::optional<Span> sameWordInARow(std::string_view utf8, int times);
// The first place where a letter, "!" or "?" stands at least so many times in a row.
[[nodiscard]] std::optional<Span> sameLetterInARow(std::string_view utf8, int times);

} // namespace datanet::curation

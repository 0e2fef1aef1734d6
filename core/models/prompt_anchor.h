#pragma once

#include "models/ngram_counts.h"

#include <span>

namespace datanet::models {

// The run of a prompt's tokens from which an answer goes on.
struct PromptAnchor
{
    std::size_t begin = 0; // end excluded; an empty one: no token of the prompt occurs anywhere
    std::size_t end = 0;
    bool atRecordStart = false; // some record begins with it

    [[nodiscard]] std::size_t size() const { return end - begin; }
    bool operator==(const PromptAnchor &) const = default;
};

// Of all runs that occur: the one whose rarest token is the rarest, because that is what the prompt is about; then the
// one with the greatest surprisal in all, which counts twice where a record begins with the run (questions and
// headwords stand there); then the later one. Runs from records' beginnings have at most kLongestStart tokens.
inline constexpr std::size_t kLongestStart = 256;
[[nodiscard]] PromptAnchor findAnchor(const NgramCounts &counts, std::span<const attribution::TokenId> prompt);

} // namespace datanet::models

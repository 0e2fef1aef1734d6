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

// Of all runs that occur: the one with the most surprising token, because that is what the prompt is about; then the
// one with the greatest surprisal in all; then the later one. Surprisal is -log2 of a token's share in the text, and
// counts twice in a run with which a record begins: questions and headwords stand there. Of such runs at most
// kLongestStart tokens are looked at.
inline constexpr std::size_t kLongestStart = 256;
[[nodiscard]] PromptAnchor findAnchor(const NgramCounts &counts, std::span<const attribution::TokenId> prompt);

} // namespace datanet::models

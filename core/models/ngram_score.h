#pragma once

#include "attribution/fixed_log.h"
#include "base/task.h"
#include "models/context_walk.h"
#include "models/model_description.h"

#include <algorithm>
#include <string_view>

// How well a model foretells a text, in integers: a hierarchical Dirichlet language model (MacKay and Peto 1995). With
// c counts and strengths s, P_n(w) = (c(context_n w) + s_n * P_(n-1)(w)) / (c(context_n) + s_n) for n = 0 to the
// longest ending that occurs; P_(-1) shares equally among all known tokens, one unknown token and the end of the
// record.
namespace datanet::models {

// Probabilities are in units of 2^-62, rounded down at each step and never below one unit.
inline constexpr int kProbabilityShift = 62;

struct TextScore
{
    std::uint64_t texts = 0;
    std::uint64_t tokens = 0;
    std::uint64_t unknownTokens = 0; // that the index does not have
    std::uint64_t matchedTokens = 0; // foretold from at least two tokens before them
    attribution::Bits surprisal = 0; // sum of -log2 P over all tokens and ends of records

    bool operator==(const TextScore &) const = default;
    TextScore &operator+=(const TextScore &other);

    // What was foretold: tokens and ends.
    [[nodiscard]] std::uint64_t events() const { return tokens + texts; }
    // 2^(surprisal / events), for people; 0 without events. Compare surprisals, not these.
    [[nodiscard]] double perplexity() const;
};

// s of a context of `order` tokens: half of that of the context that is a token shorter, down to 8 (or to what the
// empty one has, if that is less). Short contexts are followed by many things, of which a text has seen a part; long
// ones by few.
[[nodiscard]] constexpr std::uint32_t strengthAt(std::size_t order, std::uint32_t strength)
{
    return std::max(strength >> std::min<std::size_t>(order, 31), std::min(strength, 8u));
}

// The probability of `next`; counts as ContextWalk::counts() gives them. own: how often what is to be foretold is
// itself among what was counted (0, or 1 for "leave one out").
[[nodiscard]] std::uint64_t probability(std::span<const ContextWalk::Counts> counts, std::uint32_t vocabulary,
                                        std::uint32_t strength, std::uint32_t own = 0);

// A text as a whole record, under one strength after the other.
[[nodiscard]] std::vector<TextScore> scoreText(const NgramCounts &counts, std::uint32_t longestContext,
                                               std::span<const std::uint32_t> strengths,
                                               std::span<const attribution::TokenId> tokens, std::uint32_t own = 0);
[[nodiscard]] TextScore scoreText(const NgramCounts &counts, const NgramParameters &parameters, std::string_view text);

// Which strength foretells best the records of the index that `seed` chooses, each left out of the counts, together at
// most about maximumTokens tokens. The least of equals. Cancelled when the task is.
struct StrengthChoice
{
    std::uint32_t strength = 0;
    std::uint64_t tokens = 0; // it was tried on
};
[[nodiscard]] base::Result<StrengthChoice> chooseStrength(const NgramCounts &counts, std::uint32_t longestContext,
                                                          std::span<const std::uint32_t> strengths, std::uint64_t seed,
                                                          std::uint64_t maximumTokens, int threads,
                                                          base::TaskContext &task);

} // namespace datanet::models

#pragma once

#include "attribution/fixed_log.h"

#include <cstdint>
#include <span>
#include <vector>

namespace datanet::attribution {

// Credit for an output, in units of 2^-32 bit of surprisal.
using Credit = std::uint64_t;
inline constexpr int kCreditShift = 32;

// One player at one token: how far its longest match that covers the token reaches.
struct Coverage
{
    std::uint32_t player = 0; // smaller: earlier in the order of priority
    std::uint32_t length = 0; // of the match, in tokens
    Credit credit = 0; // result of splitCredit()

    bool operator==(const Coverage &) const = default;
};

// Takes out who covers a token no further than somebody earlier does: what was there before is not earned again.
// Expects ascending players, each once; keeps them in that order, lengths then ascend.
void keepPriority(std::vector<Coverage> &covers);

// The Shapley value of the game v(S) = max over S of height, where a player's height is weight * length / longest
// length, rounded down: an "airport game" (Littlechild and Owen 1973). The slice of the weight between two successive
// heights is shared equally by all who reach above it; where it can't be divided, the units left over go one each to
// the earliest players. The credits' sum is exactly the weight if anybody is there. Sets credit; the order stays.
void splitCredit(Credit weight, std::span<Coverage> covers);

} // namespace datanet::attribution

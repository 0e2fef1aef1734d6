#pragma once

#include "attribution/text_shard.h"

namespace datanet::attribution {

// Of a query: a token that the shard does not have.
inline constexpr LocalToken kAbsentToken = 0xffffffff;

// Part of a shard's suffix array.
struct Interval
{
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    [[nodiscard]] std::uint32_t size() const { return end - begin; }
    bool operator==(const Interval &) const = default;
};

// Questions to one shard; patterns hold its token numbers or kAbsentToken, never kRecordEnd, so that no match crosses
// the end of a record. Pure; any thread.

// The suffixes that begin with the pattern; all of them for the empty one. O(length + log tokens) comparisons.
[[nodiscard]] Interval find(const TextShard &shard, std::span<const LocalToken> pattern);

// The same where one of them, or the place at their edge, is known: costs by their number, not the shard's.
[[nodiscard]] Interval findAround(const TextShard &shard, std::span<const LocalToken> pattern, std::uint32_t place);

// How many tokens of the query the text has from a position on.
[[nodiscard]] std::uint32_t commonLength(const TextShard &shard, std::uint32_t position,
                                         std::span<const LocalToken> query);

struct LongestMatch
{
    std::uint32_t length = 0; // tokens that occur somewhere
    std::uint32_t place =
        0; // in the suffix array, within or at the edge of those suffixes that begin with them or fewer

    bool operator==(const LongestMatch &) const = default;
};

// For every start of the query, the longest match from there on. The neighbours of the place where the query would be
// inserted have the longest common beginning, and a binary search meets both. Many searches run in turns, so that they
// wait for memory together.
[[nodiscard]] std::vector<LongestMatch> longestMatches(const TextShard &shard, std::span<const LocalToken> query);

} // namespace datanet::attribution

#include "attribution/shard_search.h"

#include <algorithm>
#include <array>

namespace datanet::attribution {

namespace {

// Where query and text differ first, looking from `known` on, which they are known to share.
std::size_t firstDifference(const LocalToken *text, std::span<const LocalToken> query, std::size_t known)
{
    while (known < query.size() && text[known] == query[known])
        ++known;
    return known;
}

// One binary search for the place of a query among the suffixes that begin with its first token.
struct Search
{
    std::uint32_t start = 0; // in the query
    std::uint32_t low = 0; // suffixes before low are below the query
    std::uint32_t high = 0; // suffixes from high on are above it
    std::uint32_t belowShares = 1; // tokens that the suffix before low shares with the query
    std::uint32_t aboveShares = 1;
    std::uint32_t longest = 1;

    [[nodiscard]] std::uint32_t middle() const { return low + (high - low) / 2; }

    void look(const TextShard &shard, std::span<const LocalToken> query)
    {
        const std::uint32_t at = middle();
        const LocalToken *text = shard.text().data() + shard.order()[at];
        const auto shared =
            static_cast<std::uint32_t>(firstDifference(text, query, std::min(belowShares, aboveShares)));
        longest = std::max(longest, shared);
        if (shared == query.size()) {
            low = high = at;
        } else if (text[shared] < query[shared]) {
            low = at + 1;
            belowShares = shared;
        } else {
            high = at;
            aboveShares = shared;
        }
    }
};

// The first suffix in [low, high) that is not below the pattern, or (after) is above all that begin with it.
std::uint32_t bound(const TextShard &shard, std::span<const LocalToken> pattern, Interval range, bool after)
{
    std::size_t belowShares = 1;
    std::size_t aboveShares = 1;
    while (range.begin < range.end) {
        const std::uint32_t at = range.begin + range.size() / 2;
        const LocalToken *text = shard.text().data() + shard.order()[at];
        const std::size_t shared = firstDifference(text, pattern, std::min(belowShares, aboveShares));
        const bool below = shared == pattern.size() ? after : text[shared] < pattern[shared];
        if (below) {
            range.begin = at + 1;
            belowShares = shared;
        } else {
            range.end = at;
            aboveShares = shared;
        }
    }
    return range.begin;
}

// How many of 0, 1, ... limit - 1 hold, where none does after the first that doesn't: doubling steps, then halving
// ones.
template <class Holds>
std::uint32_t countWhile(std::uint32_t limit, const Holds &holds)
{
    std::uint32_t known = 0;
    for (std::uint64_t reach = 1; reach <= limit; reach *= 2) {
        if (!holds(static_cast<std::uint32_t>(reach - 1))) {
            limit = static_cast<std::uint32_t>(reach - 1);
            break;
        }
        known = static_cast<std::uint32_t>(reach);
    }
    while (known < limit) {
        const std::uint32_t middle = known + (limit - known) / 2;
        if (holds(middle))
            known = middle + 1;
        else
            limit = middle;
    }
    return known;
}

} // namespace

Interval find(const TextShard &shard, std::span<const LocalToken> pattern)
{
    if (pattern.empty())
        return {0, shard.tokenCount()};
    if (pattern.front() == kAbsentToken)
        return {};
    const Interval bucket{shard.firsts()[pattern.front()], shard.firsts()[pattern.front() + 1]};
    if (pattern.size() == 1)
        return bucket;
    const std::uint32_t begin = bound(shard, pattern, bucket, false);
    return {begin, bound(shard, pattern, {begin, bucket.end}, true)};
}

std::uint32_t commonLength(const TextShard &shard, std::uint32_t position, std::span<const LocalToken> query)
{
    return static_cast<std::uint32_t>(firstDifference(shard.text().data() + position, query, 0));
}

Interval findAround(const TextShard &shard, std::span<const LocalToken> pattern, std::uint32_t place)
{
    const Interval bucket{shard.firsts()[pattern.front()], shard.firsts()[pattern.front() + 1]};
    if (pattern.size() == 1)
        return bucket;
    const auto begins = [&](std::uint32_t at) {
        return firstDifference(shard.text().data() + shard.order()[at], pattern, 1) == pattern.size();
    };
    const std::uint32_t before = countWhile(place - bucket.begin, [&](auto i) { return begins(place - 1 - i); });
    const std::uint32_t after = countWhile(bucket.end - place, [&](auto i) { return begins(place + i); });
    return {place - before, place + after};
}

std::vector<LongestMatch> longestMatches(const TextShard &shard, std::span<const LocalToken> query)
{
    std::vector<LongestMatch> matches(query.size());
    // Enough searches under way to hide the wait of one behind the others.
    std::array<Search, 24> searches;
    std::size_t active = 0;
    std::size_t next = 0;
    for (;;) {
        for (; active < searches.size() && next < query.size(); ++next) {
            if (query[next] == kAbsentToken)
                continue;
            Search &search = searches[active];
            search = {};
            search.start = static_cast<std::uint32_t>(next);
            search.low = shard.firsts()[query[next]];
            search.high = shard.firsts()[query[next] + 1];
            active += search.low < search.high ? 1 : 0;
        }
        if (active == 0)
            return matches;
        for (std::size_t i = 0; i < active; ++i)
            __builtin_prefetch(shard.order().data() + searches[i].middle());
        for (std::size_t i = 0; i < active; ++i)
            __builtin_prefetch(shard.text().data() + shard.order()[searches[i].middle()] + 1);
        for (std::size_t i = 0; i < active;) {
            Search &search = searches[i];
            search.look(shard, query.subspan(search.start));
            if (search.low < search.high) {
                ++i;
                continue;
            }
            matches[search.start] = {search.longest, search.low};
            search = searches[--active];
        }
    }
}

} // namespace datanet::attribution

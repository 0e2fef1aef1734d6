#pragma once

#include "attribution/trace.h"

#include <span>
#include <vector>

// How matches cover the tokens of an output. Internal to tracing.
namespace datanet::attribution {

// Of intervals whose begins and ends both ascend: for every token the index of the longest that covers it, the first
// of equals, or none. Calls take(token, index). O(intervals + tokens covered).
template <class Interval, class Take>
void longestCovering(std::span<const Interval> intervals, const Take &take)
{
    const auto length = [&](std::size_t i) { return intervals[i].endToken - intervals[i].beginToken; };
    std::vector<std::size_t> best; // candidates, lengths falling; a queue from `head` on
    std::size_t head = 0;
    std::size_t next = 0;
    std::uint32_t token = 0;
    while (next < intervals.size() || head < best.size()) {
        if (head == best.size())
            token = std::max(token, intervals[next].beginToken);
        while (next < intervals.size() && intervals[next].beginToken <= token) {
            while (best.size() > head && length(best.back()) < length(next))
                best.pop_back();
            best.push_back(next++);
        }
        while (head < best.size() && intervals[best[head]].endToken <= token)
            ++head;
        if (head < best.size())
            take(token++, best[head]);
    }
}

// For every token who covers it and how far, in order of priority: the covers of token t are
// covers[starts[t] .. starts[t + 1]).
struct TokenCovers
{
    std::vector<std::uint32_t> starts;
    std::vector<Coverage> covers;

    // matches as in Trace::matches.
    TokenCovers(std::span<const ClusterMatch> matches, std::size_t tokens);

    // Those of one token after keepPriority() and splitCredit(); replaces what `result` held.
    void split(std::size_t token, Credit weight, std::vector<Coverage> &result) const;
};

} // namespace datanet::attribution

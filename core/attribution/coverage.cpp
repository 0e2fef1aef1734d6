#include "attribution/coverage.h"

#include <numeric>

namespace datanet::attribution {

TokenCovers::TokenCovers(std::span<const ClusterMatch> matches, std::size_t tokens) : starts(tokens + 1, 0)
{
    struct Cover
    {
        std::uint32_t token = 0;
        Coverage coverage;
    };
    std::vector<Cover> found;
    for (std::size_t begin = 0; begin < matches.size();) {
        std::size_t end = begin;
        while (end < matches.size() && matches[end].leader == matches[begin].leader)
            ++end;
        const auto own = matches.subspan(begin, end - begin);
        longestCovering(own, [&](std::uint32_t token, std::size_t i) {
            found.push_back({token, {own[i].leader, own[i].endToken - own[i].beginToken, 0}});
            ++starts[token + 1];
        });
        begin = end;
    }
    std::partial_sum(starts.begin(), starts.end(), starts.begin());
    covers.resize(found.size());
    std::vector<std::uint32_t> places(starts.begin(), starts.end() - 1);
    for (const Cover &cover : found)
        covers[places[cover.token]++] = cover.coverage;
}

void TokenCovers::split(std::size_t token, Credit weight, std::vector<Coverage> &result) const
{
    result.assign(covers.begin() + starts[token], covers.begin() + starts[token + 1]);
    keepPriority(result);
    splitCredit(weight, result);
}

} // namespace datanet::attribution

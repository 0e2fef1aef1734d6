#include "attribution/credit_split.h"

#include <algorithm>
#include <numeric>

namespace datanet::attribution {

void keepPriority(std::vector<Coverage> &covers)
{
    std::uint32_t furthest = 0;
    std::erase_if(covers, [&](const Coverage &cover) {
        const bool adds = cover.length > furthest;
        furthest = std::max(furthest, cover.length);
        return !adds;
    });
}

void splitCredit(Credit weight, std::span<Coverage> covers)
{
    if (covers.empty())
        return;
    std::vector<std::uint32_t> byLength(covers.size());
    std::iota(byLength.begin(), byLength.end(), 0u);
    std::ranges::stable_sort(byLength, std::greater<>(), [&](std::uint32_t i) { return covers[i].length; });
    const std::uint32_t longest = covers[byLength.front()].length;
    const auto height = [&](std::size_t rank) -> Credit {
        if (rank == byLength.size() || longest == 0)
            return 0;
        __extension__ using Wide = unsigned __int128;
        return static_cast<Credit>(Wide{weight} * covers[byLength[rank]].length / longest);
    };
    Credit share = 0;
    for (Coverage &cover : covers)
        cover.credit = 0;
    for (std::size_t sharers = covers.size(); sharers > 0; --sharers) {
        const Credit slice = height(sharers - 1) - height(sharers);
        share += slice / sharers;
        Coverage &last = covers[byLength[sharers - 1]];
        last.credit += share;
        Credit left = slice % sharers;
        for (std::size_t i = 0; left > 0; ++i) {
            if (covers[i].length >= last.length) {
                ++covers[i].credit;
                --left;
            }
        }
    }
}

} // namespace datanet::attribution

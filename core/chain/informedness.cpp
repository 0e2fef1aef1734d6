#include "chain/informedness.h"

#include <algorithm>

namespace datanet::chain {

namespace {

constexpr std::int64_t kBasisPoints = 10'000;

// One class of records: how many there are, and on how many the vote was the same.
struct Class
{
    std::uint64_t all = 0;
    std::uint64_t too = 0;
};

Class scaledClass(std::uint64_t all, std::uint64_t too, std::uint64_t most)
{
    return all <= most ? Class{all, too} : Class{most, (too * most + all / 2) / all};
}

Class faded(std::uint64_t all, std::uint64_t too, std::uint64_t most)
{
    while (all > most) {
        all /= 2;
        too /= 2;
    }
    return {all, too};
}

Class without(Class from, Class less)
{
    const std::uint64_t all = from.all - std::min(from.all, less.all);
    return {all, std::min(all, from.too - std::min(from.too, less.too))};
}

Tally joined(Class kept, Class left)
{
    return {kept.all, kept.too, left.all, left.too};
}

} // namespace

std::vector<Tally> talliesOfRound(std::span<const std::vector<bool>> votes)
{
    std::vector<Tally> tallies(votes.size());
    if (votes.size() < 2)
        return tallies;
    const std::size_t others = votes.size() - 1;
    for (std::size_t record = 0; record < votes.front().size(); ++record) {
        const auto having = static_cast<std::size_t>(
            std::count_if(votes.begin(), votes.end(), [record](const auto &vote) { return vote[record]; }));
        for (std::size_t k = 0; k < votes.size(); ++k) {
            const bool own = votes[k][record];
            const std::size_t keeping = having - (own ? 1 : 0);
            Tally &tally = tallies[k];
            if (2 * keeping > others) {
                ++tally.kept;
                tally.keptToo += own ? 1 : 0;
            } else if (2 * keeping < others) {
                ++tally.left;
                tally.leftToo += own ? 0 : 1;
            }
        }
    }
    return tallies;
}

std::vector<Tally> talliesOfRejection(const std::vector<bool> &accepts, std::uint64_t records)
{
    std::vector<Tally> tallies(accepts.size());
    const auto against = static_cast<std::size_t>(std::count(accepts.begin(), accepts.end(), false));
    for (std::size_t k = 0; k < accepts.size(); ++k) {
        const std::size_t othersAgainst = against - (accepts[k] ? 0 : 1);
        if (2 * othersAgainst > accepts.size() - 1)
            tallies[k] = {0, 0, records, accepts[k] ? 0 : records};
    }
    return tallies;
}

Tally scaled(const Tally &seen, const InformednessRule &rule)
{
    const std::uint64_t most = rule.evidence / 8;
    return joined(scaledClass(seen.kept, seen.keptToo, most), scaledClass(seen.left, seen.leftToo, most));
}

Tally added(const Tally &tally, const Tally &scaledMore, const InformednessRule &rule)
{
    return joined(faded(tally.kept + scaledMore.kept, tally.keptToo + scaledMore.keptToo, rule.memory),
                  faded(tally.left + scaledMore.left, tally.leftToo + scaledMore.leftToo, rule.memory));
}

Tally takenBack(const Tally &tally, const Tally &scaledLess)
{
    return joined(without({tally.kept, tally.keptToo}, {scaledLess.kept, scaledLess.keptToo}),
                  without({tally.left, tally.leftToo}, {scaledLess.left, scaledLess.leftToo}));
}

std::int64_t informedness(const Tally &tally)
{
    if (tally.kept == 0 || tally.left == 0)
        return 0;
    const auto scale = static_cast<std::int64_t>(tally.kept * tally.left);
    const auto sum = static_cast<std::int64_t>(tally.keptToo * tally.left + tally.leftToo * tally.kept);
    const std::int64_t above = (sum - scale) * kBasisPoints;
    const std::int64_t quotient = above / scale;
    return above < 0 && above % scale != 0 ? quotient - 1 : quotient;
}

SeatPay seatPay(const Tally &tally, const InformednessRule &rule)
{
    if (rule.least == 0 || tally.kept < rule.evidence || tally.left < rule.evidence)
        return SeatPay::Unknown;
    return informedness(tally) >= static_cast<std::int64_t>(rule.least) ? SeatPay::Informed : SeatPay::Uninformed;
}

} // namespace datanet::chain

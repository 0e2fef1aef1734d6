#include "curation/agreement.h"

#include <algorithm>
#include <map>

namespace datanet::curation {

namespace {

// How often each category was given to one unit.
using Counts = std::map<int, std::int64_t>;

std::size_t unitsOf(const std::vector<Ratings> &raters)
{
    std::size_t units = 0;
    for (const Ratings &ratings : raters)
        units = std::max(units, ratings.size());
    return units;
}

int ratingOf(const Ratings &ratings, std::size_t unit)
{
    return unit < ratings.size() && ratings[unit] >= 0 ? ratings[unit] : kNotRated;
}

// Calls visit(counts, how many rated it) for every unit.
template <class Visit>
void forEachUnit(const std::vector<Ratings> &raters, Visit visit)
{
    Counts counts;
    for (std::size_t unit = 0, units = unitsOf(raters); unit < units; ++unit) {
        counts.clear();
        std::int64_t rated = 0;
        for (const Ratings &ratings : raters) {
            if (const int category = ratingOf(ratings, unit); category != kNotRated) {
                ++counts[category];
                ++rated;
            }
        }
        visit(counts, rated);
    }
}

// Ordered pairs of equal ratings of one unit.
std::int64_t equalPairs(const Counts &counts)
{
    std::int64_t pairs = 0;
    for (const auto &[category, count] : counts)
        pairs += count * (count - 1);
    return pairs;
}

double squared(std::int64_t value)
{
    return double(value) * double(value);
}

} // namespace

std::optional<double> observedAgreement(const std::vector<Ratings> &raters)
{
    std::int64_t equal = 0;
    std::int64_t all = 0;
    forEachUnit(raters, [&](const Counts &counts, std::int64_t rated) {
        equal += equalPairs(counts);
        all += rated * (rated - 1);
    });
    if (all == 0)
        return std::nullopt;
    return double(equal) / double(all);
}

std::optional<double> cohensKappa(const Ratings &first, const Ratings &second)
{
    std::int64_t units = 0;
    std::int64_t alike = 0;
    Counts ofFirst;
    Counts ofSecond;
    for (std::size_t unit = 0; unit < std::min(first.size(), second.size()); ++unit) {
        const int one = ratingOf(first, unit);
        const int other = ratingOf(second, unit);
        if (one == kNotRated || other == kNotRated)
            continue;
        ++units;
        alike += one == other ? 1 : 0;
        ++ofFirst[one];
        ++ofSecond[other];
    }
    double byChance = 0; // times units squared
    for (const auto &[category, count] : ofFirst) {
        if (const auto found = ofSecond.find(category); found != ofSecond.end())
            byChance += double(count) * double(found->second);
    }
    const double beyond = squared(units) - byChance;
    if (beyond <= 0)
        return std::nullopt;
    return (double(alike) * double(units) - byChance) / beyond;
}

std::optional<double> fleissKappa(const std::vector<Ratings> &raters)
{
    const auto many = static_cast<std::int64_t>(raters.size());
    if (many < 2)
        return std::nullopt;
    std::int64_t ratings = 0;
    std::int64_t equal = 0;
    Counts totals;
    forEachUnit(raters, [&](const Counts &counts, std::int64_t rated) {
        if (rated != many)
            return;
        ratings += rated;
        equal += equalPairs(counts);
        for (const auto &[category, count] : counts)
            totals[category] += count;
    });
    double byChance = 0; // times ratings squared
    for (const auto &[category, count] : totals)
        byChance += squared(count);
    const double beyond = squared(ratings) - byChance;
    if (beyond <= 0)
        return std::nullopt;
    const double observed = double(equal) * double(ratings) / double(many - 1);
    return (observed - byChance) / beyond;
}

std::optional<double> krippendorffsAlpha(const std::vector<Ratings> &raters)
{
    std::int64_t paired = 0; // ratings of units with at least two
    double disagreement = 0; // of the coincidence matrix: all off its diagonal
    Counts totals;
    forEachUnit(raters, [&](const Counts &counts, std::int64_t rated) {
        if (rated < 2)
            return;
        paired += rated;
        disagreement += double(rated * (rated - 1) - equalPairs(counts)) / double(rated - 1);
        for (const auto &[category, count] : counts)
            totals[category] += count;
    });
    double expected = squared(paired);
    for (const auto &[category, count] : totals)
        expected -= squared(count);
    if (expected <= 0)
        return std::nullopt;
    return 1 - double(paired - 1) * disagreement / expected;
}

std::vector<std::int64_t> differingUnits(const std::vector<Ratings> &raters)
{
    std::vector<std::int64_t> units;
    std::int64_t unit = 0;
    forEachUnit(raters, [&](const Counts &counts, std::int64_t) {
        if (counts.size() > 1)
            units.push_back(unit);
        ++unit;
    });
    return units;
}

} // namespace datanet::curation

#pragma once

#include <compare>
#include <cstdint>

namespace datanet::similarity {

// An exact share: part of whole, compared without division. 0 of 0 is less than everything else and reaches no limit.
// Both stay below 2^32 (the number of words of one text), so that products fit.
struct Ratio
{
    std::uint64_t part = 0;
    std::uint64_t whole = 0;

    // By value: 1/2 equals 2/4.
    [[nodiscard]] std::strong_ordering compare(const Ratio &other) const
    {
        if (whole == 0 || other.whole == 0)
            return (whole != 0) <=> (other.whole != 0);
        return part * other.whole <=> other.part * whole;
    }
    [[nodiscard]] bool reaches(const Ratio &limit) const { return whole != 0 && compare(limit) >= 0; }
    // Whole percent, rounded down: a shown 80 % has reached 80 %.
    [[nodiscard]] int percent() const { return whole == 0 ? 0 : static_cast<int>(part * 100 / whole); }

    // The same numbers, not only the same value.
    bool operator==(const Ratio &) const = default;
};

[[nodiscard]] constexpr Ratio percentRatio(int percent)
{
    return {static_cast<std::uint64_t>(percent), 100};
}

} // namespace datanet::similarity

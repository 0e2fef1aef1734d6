#pragma once

#include <cstdint>
#include <optional>
#include <vector>

// How far apart the numbers of a set usually are, and which are far from the others; in integers, so that everybody
// finds the same. Pure functions, any thread.
namespace datanet::curation {

// A whole number that stands to others as the numbers do; the same for 0 and -0. The number is finite.
[[nodiscard]] std::int64_t orderedKey(double number);
[[nodiscard]] double numberOfKey(std::int64_t key);

// Numbers outside are far from the others. Keys.
struct Fences
{
    std::int64_t quarter = 0; // a quarter of the numbers are this or less (nearest rank)
    std::int64_t half = 0;
    std::int64_t threeQuarters = 0;
    std::int64_t low = 0; // the least and the greatest number that is not far
    std::int64_t high = 0;
};

// By what numbers are compared. Logarithms need positive numbers; others are compared as they are.
enum class Scale : std::uint8_t {
    // By which the quartiles lie more evenly around the middle: prices and populations by their logarithms, and then
    // nothing is too small.
    Better,
    Logarithm,
};

// The fences of a box plot (Tukey 1977): `factorPercent` hundredths of the distance between the quartiles beyond them.
// Nothing where the middle half of the numbers is one and the same, so that no distance is usual. Where more than one
// in five hundred (but one at least is allowed) lies beyond a fence, the numbers just go that far: that fence is put
// beyond all of them. Changes the order of the keys; there must be some.
[[nodiscard]] std::optional<Fences> fencesOf(std::vector<std::int64_t> &keys, int factorPercent, Scale scale);

} // namespace datanet::curation

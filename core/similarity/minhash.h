#pragma once

#include "similarity/shingles.h"

#include <array>
#include <cstdint>

namespace datanet::similarity {

// MinHash (Broder 1997): the share of equal positions of two signatures estimates the Jaccard similarity of the sets.
// Only candidates are chosen by it, never a verdict.
inline constexpr std::size_t kPermutations = 128;
using Signature = std::array<std::uint32_t, kPermutations>;

// Position j is the minimum over the shingles of (x ^ r_j) * a_j mod 2^32, where x is the upper half of the shingle's
// hash and r_j, a_j (odd) are drawn in turn from SplitMix64 seeded with 1. An empty set has all bits set everywhere.
[[nodiscard]] Signature signatureOf(ShingleView shingles);

} // namespace datanet::similarity

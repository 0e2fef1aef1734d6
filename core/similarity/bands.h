#pragma once

#include "similarity/minhash.h"

#include <array>
#include <cstdint>

namespace datanet::similarity {

// Texts that agree in one of 32 bands of 4 signature positions are candidates for each other.
inline constexpr std::size_t kBands = 32;
inline constexpr std::size_t kBandRows = kPermutations / kBands;
// A bucket keeps its earliest texts, which bounds the work of one question on hostile input to 32,768 comparisons.
inline constexpr std::size_t kMaximumBucket = 1024;

// What texts of the same bucket have in common, by band. Part of the format of indexes on disk.
using BandKeys = std::array<std::uint32_t, kBands>;
[[nodiscard]] BandKeys bandKeysOf(const Signature &signature);

} // namespace datanet::similarity

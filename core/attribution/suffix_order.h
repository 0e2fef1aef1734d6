#pragma once

#include "base/result.h"

#include <cstdint>
#include <span>
#include <vector>

namespace datanet::attribution {

// A token's number in one shard: its rank among the shard's tokens by bytes, from 1. 0 ends a record.
using LocalToken = std::uint32_t;
inline constexpr LocalToken kRecordEnd = 0;

// Positions of one shard's tokens and record ends together stay below this, which bounds the memory of sorting.
inline constexpr std::uint32_t kMaximumShardPositions = 1u << 27;

// The positions of all tokens (not of record ends) in the order of the texts that begin there. Every number is written
// as a fixed count of bytes, highest first, as few as the largest number needs; the byte suffixes at multiples of
// that count are then in the order of the numbers, and libdivsufsort sorts bytes. Works on at most 17 bytes a
// position. Invalid above kMaximumShardPositions, Io when memory runs out.
[[nodiscard]] base::Result<std::vector<std::uint32_t>> suffixOrder(std::span<const LocalToken> text);

} // namespace datanet::attribution

#pragma once

#include "attribution/text_index.h"

#include <cstddef>
#include <span>

namespace datanet::attribution {

// The length of the longest common subsequence of two texts: as many tokens of one stand, in this order, in the other.
// O(n * m / 64) time for what is left without common beginning and end, O(n + m) memory. Any thread.
[[nodiscard]] std::size_t commonSubsequence(std::span<const TokenId> left, std::span<const TokenId> right);

} // namespace datanet::attribution

#pragma once

#include "base/uint256.h"

#include <optional>

namespace datanet::base {

// floor(left * right / divisor) with the full 512-bit product in between, as Solidity's Math.mulDiv: shares of an
// amount never lose a wei to an intermediate range. Nothing when the divisor is zero or the quotient is above
// 2^256 - 1. Any thread.
[[nodiscard]] std::optional<Uint256> mulDiv(const Uint256 &left, const Uint256 &right, const Uint256 &divisor);

} // namespace datanet::base

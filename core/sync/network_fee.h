#pragma once

#include "base/task.h"
#include "base/uint256.h"
#include "sync/network.h"

namespace datanet::sync {

// More gas than any transaction around models and payout rounds took in the gas report (build/contracts/gas.txt).
inline constexpr std::uint64_t kMostMarketGas = 700'000;

// The most that transactions of so much gas cost in network fees, in wei: at twice the present price, and with the
// quarter more that the sender gives them. What is not used is not paid.
[[nodiscard]] base::Result<base::Uint256> highestNetworkFee(const Network &network, std::uint64_t gas,
                                                            base::TaskContext &context);

} // namespace datanet::sync

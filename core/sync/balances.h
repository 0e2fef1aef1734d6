#pragma once

#include "base/task.h"
#include "chain/bindings/types.h"
#include "light/proven.h"
#include "sync/network.h"

#include <vector>

// What accounts own on a network.
namespace datanet::sync {

struct Balance
{
    base::Address account;
    light::Proven<base::Uint256> coins; // wei of the native coin
    light::Proven<base::Uint256> owed; // wei that contracts keep for it, because it could not be sent
};
// In the order asked for, all at the snapshot's block. Without the project's contracts nothing is owed that could be
// known: level ?.
[[nodiscard]] base::Result<std::vector<Balance>> readBalances(const Network &network, light::Snapshot &snapshot,
                                                              const std::vector<base::Address> &accounts,
                                                              base::TaskContext &context);

// A reviewer's stake for one datanet; amount 0 where there is none. NotFound without the project's contracts.
[[nodiscard]] base::Result<light::Proven<chain::Stake>>
readReviewerStake(const Network &network, light::Snapshot &snapshot, const base::Address &account,
                  std::uint64_t datanet, base::TaskContext &context);

} // namespace datanet::sync

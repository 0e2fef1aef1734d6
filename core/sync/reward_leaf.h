#pragma once

#include "base/task.h"
#include "base/uint256.h"
#include "light/proven.h"
#include "rewards/sum_tree.h"

#include <optional>

// An account's place in the reward tree of one payout round. For the .cpp files of this module.
namespace datanet::sync::detail {

struct RewardPlace
{
    light::Proven<base::Uint256> cumulative; // wei; 0 where all of the tree shows that the account has no leaf
    std::optional<rewards::SumProof> proof; // nothing without a leaf
};
// root: of the tree, as the chain has it; folder: the round's files. Corrupt when the files do not lead to the root.
[[nodiscard]] base::Result<RewardPlace> rewardPlace(const light::Proven<base::Bytes32> &root, const QString &folder,
                                                    const base::Address &account);
[[nodiscard]] QString rewardsFileIn(const QString &folder);

} // namespace datanet::sync::detail

#pragma once

#include "chain/bindings/reward_types.h"
#include "crypto/merkle_tree.h"
#include "rewards/statement.h"
#include "rewards/sum_tree.h"

// What a round's statement says, and what is proposed on chain because of it. For the .cpp files of this module.
namespace datanet::sync::detail {

// A moment of the chain's clock, in seconds since 1970, as errors say it.
[[nodiscard]] QString whenText(std::uint64_t seconds);

[[nodiscard]] base::Result<rewards::Statement> readStatement(const QString &folder);
[[nodiscard]] chain::Proposal proposalOf(const rewards::Statement &statement, const base::Address &proposer,
                                         const QString &locator);
// The same proofs as the contracts take them.
[[nodiscard]] chain::RewardProof proofOnChain(const rewards::SumProof &proof);
[[nodiscard]] chain::PositionalProof proofOnChain(const crypto::MerkleProof &proof);

} // namespace datanet::sync::detail

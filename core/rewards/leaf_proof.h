#pragma once

#include "base/task.h"
#include "crypto/merkle_tree.h"
#include "rewards/attribution_leaf.h"
#include "rewards/inference_log.h"
#include "rewards/sum_tree.h"

// Proofs of single leaves out of an epoch's files, made by reading a file once in constant memory.
namespace datanet::rewards {

struct AttributionProof
{
    AttributionLeaf leaf;
    crypto::MerkleProof proof;

    bool operator==(const AttributionProof &) const = default;
};

// The leaf at a position of attributions.jsonl.zst (its line, from 0). NotFound when there is none.
[[nodiscard]] base::Result<AttributionProof> proveAttribution(const QString &attributions, std::uint64_t position);
[[nodiscard]] bool verifyAttribution(const AttributionProof &proof, const base::Digest &attributionRoot);

// Where an attribution tree ends: what proves that a position beyond it has no leaf.
struct AttributionEnd
{
    std::uint64_t count = 0;
    base::Digest top; // zero for no leaves
};
[[nodiscard]] base::Result<AttributionEnd> attributionEnd(const QString &attributions);

// That an answer's receipt is in the log (kind 5).
[[nodiscard]] base::Result<crypto::MerkleProof> proveReceipt(const InferenceLog &log, std::uint64_t index,
                                                             base::TaskContext &task);

// The account's leaf in rewards.jsonl: what `Rewards.claim` takes. NotFound when the account has none.
[[nodiscard]] base::Result<SumProof> proveReward(const QString &rewards, const base::Address &account);
[[nodiscard]] base::Result<SumProof> proveReward(const QString &rewards, std::uint64_t index);

// The top of a reward tree as its leaves give it, and what it is made of: what shows a false sum stated above it.
struct RewardTop
{
    SumRoot root;
    std::optional<RewardLeaf> leaf; // where it is the only one; else the halves:
    SumNode left;
    SumNode right;
};
// NotFound for a file without leaves.
[[nodiscard]] base::Result<RewardTop> rewardTop(const QString &rewards);

} // namespace datanet::rewards

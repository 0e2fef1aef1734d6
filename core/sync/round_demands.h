#pragma once

#include "sync/payout_rounds.h"

// Demands for single leaves behind a proposed round's roots: a root nobody can look behind never becomes final.
namespace datanet::sync {

struct LeafDemand
{
    chain::LeafKind kind = chain::LeafKind::Reward;
    std::uint64_t index = 0;
    base::Address challenger;
    std::uint64_t deadline = 0; // seconds since 1970; unanswered by then, anyone may void the proposal
};
// Those of the newest proposal that nobody has answered, in the order they came. Corrupt when the server names fewer
// than the chain proves to be open.
[[nodiscard]] base::Result<std::vector<LeafDemand>> openDemands(const Network &network, light::Snapshot &snapshot,
                                                                const PayoutRound &round, base::TaskContext &context);

// Demands one leaf of the files, with a bond that the answer costs.
[[nodiscard]] base::Result<chain::Receipt> demandLeaf(const Network &network, std::uint64_t model, std::uint64_t epoch,
                                                      chain::LeafKind kind, std::uint64_t index,
                                                      const crypto::SecretKey &key, base::TaskContext &context);
// Puts every demanded leaf on chain, out of the proposed files; anyone may. How many were answered. NotFound, naming
// the file, when one cannot be had.
[[nodiscard]] base::Result<std::size_t> answerDemands(const Network &network, std::uint64_t model, std::uint64_t epoch,
                                                      const crypto::SecretKey &key, base::TaskContext &context);
// Brings the proposal down for a demand that nobody answered in time; half of its bond goes to who demanded. NotFound
// when nothing is overdue.
[[nodiscard]] base::Result<chain::Receipt> voidForSilence(const Network &network, std::uint64_t model,
                                                          std::uint64_t epoch, const crypto::SecretKey &key,
                                                          base::TaskContext &context);

} // namespace datanet::sync

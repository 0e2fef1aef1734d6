#pragma once

#include "rewards/explanation.h"
#include "sync/payout_rounds.h"

#include <functional>
#include <map>
#include <optional>
#include <vector>

// What an account has earned, why, and how it gets it.
namespace datanet::sync {

// Of one model. Owed and funded are different facts: what the account's leaf in the final tree says it may still
// claim, and whether the contract holds the coins for everything that anybody may still claim.
struct Earnings
{
    std::uint64_t model = 0;
    QString title; // of the model; empty where it is not known
    std::uint64_t epoch = 0; // the newest final one; 0 before the first
    light::Proven<base::Uint256> cumulative; // wei of all final rounds; 0 where the account has no leaf
    light::Proven<base::Uint256> claimed; // wei
    light::Proven<base::Uint256> owed; // wei: cumulative minus claimed
    light::Proven<base::Uint256> held; // wei of the final tree that nobody claimed yet
    light::Proven<base::Uint256> vault; // wei that the contract owns, for all models
    std::optional<rewards::SumProof> proof; // what claim() takes
    struct Pending
    {
        std::uint64_t epoch = 0;
        std::uint64_t until = 0; // objections are possible until then; seconds since 1970
        base::Uint256 wei; // of this round, if it stands
    };
    std::vector<Pending> pending; // proposed, not final
    QString problem; // English: why owed is unknown; empty where it is known

    // Everything owed to anybody for this model is there. Nothing when a part of it is unknown.
    [[nodiscard]] std::optional<bool> isFunded() const;
};
// One for each model with a settled round. The tree's leaves come from the round's files; a leaf counts as far as it
// proves itself under the root on chain.
[[nodiscard]] base::Result<std::vector<Earnings>> readEarnings(const Network &network, light::Snapshot &snapshot,
                                                               const base::Address &account,
                                                               base::TaskContext &context);

// Why: rounds of a model that are proposed or final, oldest first, with answers, spans and arithmetic that adds up.
struct ExplainedRound
{
    std::uint64_t model = 0;
    std::uint64_t epoch = 0;
    bool isFinal = false;
    light::Level level = light::Level::Unknown; // of the root it adds up to
    rewards::EpochExplanation explanation;
    std::map<rewards::RecordPlace, QString> texts; // of the records that the listed answers credit or repeat
    bool checked = false; // recomputed from chain, texts and log, and the same
};
struct ExplainOptions
{
    std::uint64_t epoch = 0; // 0: all
    bool check = false; // recompute ("Check it myself"); Invalid, naming the answer, where the result is another
    std::size_t answers = rewards::kExplainedAnswers; // listed of each round
};
[[nodiscard]] base::Result<std::vector<ExplainedRound>> explainEarnings(const Network &network, std::uint64_t model,
                                                                        const base::Address &account,
                                                                        const ExplainOptions &options,
                                                                        base::TaskContext &context);

// Claims what is owed from one model (0: from every model that owes something). NotFound, with plain words, when there
// is nothing. A root that changed meanwhile is no loss: the claim is made again under the new one.
struct PaidClaim
{
    std::uint64_t model = 0;
    base::Uint256 amount; // wei, as the chain says
    base::Uint256 cumulative;
    base::Address payee;
    base::Digest transaction;
};
// sending: called on the worker's thread before a transaction leaves this machine; what is cancelled before is not
// sent.
[[nodiscard]] base::Result<std::vector<PaidClaim>> claimEarnings(const Network &network, std::uint64_t model,
                                                                 const crypto::SecretKey &key,
                                                                 base::TaskContext &context,
                                                                 const std::function<void()> &sending = {});
// What claiming from all of them costs the network at most, in wei. Denied with the contract's reason when it would
// fail.
[[nodiscard]] base::Result<base::Uint256> claimFee(const Network &network, const std::vector<Earnings> &all,
                                                   const base::Address &account, base::TaskContext &context);

} // namespace datanet::sync

#pragma once

#include "chain/bindings/bound_contract.h"
#include "chain/bindings/reward_types.h"

namespace datanet::chain {

// Rewards.ledgers[model]: what final roots gave to accounts, and what of it was claimed; the rest is held.
struct RewardLedger
{
    base::Uint256 settled; // the sum of the final root
    base::Uint256 claimed;

    bool operator==(const RewardLedger &) const = default;
};

// Rewards.heads[model]
struct RewardHead
{
    std::uint64_t count = 0; // leaves of the final root
    std::uint64_t epoch = 0; // which made it

    bool operator==(const RewardHead &) const = default;
};

// Rewards.taken[model][account]
struct TakenReward
{
    base::Uint256 claimed;
    std::uint64_t place = 0; // index plus one; 0 before the first claim

    bool operator==(const TakenReward &) const = default;
};

// Rewards.redirects[account]
struct Redirect
{
    base::Address payee;
    std::uint64_t from = 0; // 0 when none is under way

    bool operator==(const Redirect &) const = default;
};

// Claims against final reward roots, and where payments go.
class RewardsContract : public BoundContract
{
public:
    RewardsContract(const ContractSet &contracts, const base::Address &address)
        : BoundContract(contracts, u"Rewards", address)
    {
    }

    [[nodiscard]] base::Result<Call> claim(std::uint64_t model, const RewardProof &proof) const;
    // models[k] goes with proofs[k]; all proofs are of one account.
    [[nodiscard]] base::Result<Call> claimMany(const base::Address &account, const std::vector<std::uint64_t> &models,
                                               const std::vector<RewardProof> &proofs) const;
    [[nodiscard]] base::Result<Call> setPayee(const base::Address &payee) const;
    [[nodiscard]] base::Result<Call> setRecovery(const base::Address &recovery) const;
    [[nodiscard]] base::Result<Call> requestRedirect(const base::Address &account, const base::Address &payee) const;
    [[nodiscard]] base::Result<Call> cancelRedirect() const;
    [[nodiscard]] base::Result<Call> applyRedirect(const base::Address &account) const;
    [[nodiscard]] base::Result<Call> collect(const base::Address &to) const;

    // Zero before the model's first final epoch.
    [[nodiscard]] StorageFact<base::Bytes32> root(std::uint64_t model) const;
    [[nodiscard]] StorageFact<base::Bytes32> rootBefore(std::uint64_t model) const;
    [[nodiscard]] StorageFact<RewardLedger> ledger(std::uint64_t model) const;
    [[nodiscard]] StorageFact<RewardHead> head(std::uint64_t model) const;
    [[nodiscard]] StorageFact<TakenReward> taken(std::uint64_t model, const base::Address &account) const;
    // Zero stands for the account itself.
    [[nodiscard]] StorageFact<base::Address> payee(const base::Address &account) const;
    [[nodiscard]] StorageFact<base::Address> recovery(const base::Address &account) const;
    [[nodiscard]] StorageFact<Redirect> redirect(const base::Address &account) const;
    [[nodiscard]] StorageFact<base::Uint256> owed(const base::Address &account) const;

    struct Claim
    {
        std::uint64_t model = 0;
        base::Address account;
        base::Address payee;
        base::Uint256 amount;
        base::Uint256 cumulative;
    };
    // The event Claimed; filter() takes {model, account, payee}.
    [[nodiscard]] base::Result<Claim> claimed(const Receipt::Log &log) const;
};

} // namespace datanet::chain

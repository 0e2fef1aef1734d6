#pragma once

#include "chain/bindings/bound_contract.h"

namespace datanet::chain {

// The structs of OpenLedger's Staking. Amounts are in the token's smallest unit, times in seconds since 1970.
struct StakingConfig
{
    base::Address bank; // pays principal and interest; the zero address: there is no such config
    base::Address manager;
    base::Address token;
    base::Uint256 interestRate; // a year, 10^18 = 100 %
    std::uint64_t stakeDuration = 0; // seconds; 0: no lock, and interest without end
    std::uint64_t cooldown = 0; // seconds
    base::Uint256 maxStake; // of one account
    base::Uint256 minStake;
    bool isActive = false;
    bool isTopUpEnabled = false;
    bool isPublic = false;

    bool operator==(const StakingConfig &) const = default;
};

struct TokenStake
{
    base::Address recipient;
    std::uint64_t configId = 0;
    std::uint64_t updatedAt = 0; // interest is in `amount` up to here
    base::Uint256 amount; // 0: there is no such stake
    std::uint64_t startTime = 0; // of the lock; a top-up starts it again
    base::Uint256 principal;

    bool operator==(const TokenStake &) const = default;
};

struct TokenUnstakeRequest
{
    std::uint64_t requestedAt = 0; // 0: none
    TokenStake stake; // with its interest up to the request

    bool operator==(const TokenUnstakeRequest &) const = default;
};

// Staking: tokens locked for continuous interest. It has nothing to do with the project's Stakes.
class StakingContract : public BoundContract
{
public:
    StakingContract(const ContractSet &contracts, const base::Address &address)
        : BoundContract(contracts, u"Staking", address)
    {
    }

    // The token's allowance for this contract comes first.
    [[nodiscard]] base::Result<Call> stake(std::uint64_t config, const base::Address &recipient,
                                           const base::Uint256 &amount) const;
    // Starts the lock anew.
    [[nodiscard]] base::Result<Call> topUp(std::uint64_t stake, const base::Uint256 &amount) const;
    // Interest ends here. Pays at once where the config has no cooldown.
    [[nodiscard]] base::Result<Call> requestUnstake(std::uint64_t stake) const;
    [[nodiscard]] base::Result<Call> unstake(std::uint64_t stake) const;

    [[nodiscard]] StorageFact<std::uint64_t> nextStakeId() const;
    [[nodiscard]] StorageFact<StakingConfig> config(std::uint64_t id) const;
    [[nodiscard]] StorageFact<TokenStake> stake(std::uint64_t id) const;
    [[nodiscard]] StorageFact<TokenUnstakeRequest> unstakeRequest(std::uint64_t id) const;
    // Principal of one account under one config.
    [[nodiscard]] StorageFact<base::Uint256> staked(std::uint64_t config, const base::Address &account) const;
};

// floor(amount * exp(rate * seconds / 365 days)) as the contract computes it, to the last digit: seconds are capped at
// the duration unless that is 0; years and exponent are floored to 18 decimals; the exponential is Remco Bloemen's
// rational approximation (Solady's expWad). Nothing where the contract would revert.
[[nodiscard]] std::optional<base::Uint256> stakedValue(const base::Uint256 &amount, const base::Uint256 &ratePerYear,
                                                       const base::Uint256 &seconds, const base::Uint256 &duration);

// What a stake is worth at a time and what it would pay; and from when on it can be paid.
[[nodiscard]] std::optional<base::Uint256> valueAt(const TokenStake &stake, const StakingConfig &config,
                                                   std::uint64_t time);
[[nodiscard]] std::uint64_t lockedUntil(const TokenStake &stake, const StakingConfig &config);
// Cooldown and lock must both be over.
[[nodiscard]] std::uint64_t payableFrom(const TokenUnstakeRequest &request, const StakingConfig &config);

} // namespace datanet::chain

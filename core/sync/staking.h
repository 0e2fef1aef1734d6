#pragma once

#include "chain/bindings/parameters.h"
#include "chain/bindings/types.h"
#include "crypto/secp256k1.h"
#include "light/proven.h"
#include "sync/network.h"

#include <vector>

// What an account has staked with the project's contracts: as a reviewer of datanets, as a juror. Staked coins can be
// lost in part by a vote that is sealed and not opened; honest disagreement costs nothing.
namespace datanet::sync {

struct StakeStanding
{
    chain::StakeRole role = chain::StakeRole::Reviewer;
    std::uint64_t scope = 0; // the datanet; 0 of a juror
    QString title; // of the datanet; empty where it is not known
    light::Proven<chain::Stake> stake;
};

struct StakeLoss
{
    chain::StakeRole role = chain::StakeRole::Reviewer;
    std::uint64_t scope = 0;
    base::Uint256 amount; // wei
    std::uint64_t block = 0;
    base::Digest transaction;
};

struct Staking
{
    std::uint64_t time = 0; // of the block everything is from
    light::Proven<chain::ParameterValues> terms; // the least stakes, the waiting time, the price of a broken vote
    std::vector<StakeStanding> stakes; // those that are not zero, or not known
    light::Proven<base::Uint256> owed; // wei that the contract keeps for the account, because it could not be sent
    std::vector<StakeLoss> losses; // oldest first: as servers report them
    light::Level lossesLevel = light::Level::Reported;
};
// At most kMaximumScopes datanets are looked through. NotFound without the project's contracts.
[[nodiscard]] base::Result<Staking> readStaking(const Network &network, light::Snapshot &snapshot,
                                                const base::Address &account, base::TaskContext &context);
inline constexpr std::uint64_t kMaximumScopes = 1000;

// What may be taken when: nothing asked yet, waiting, or ready. Time: seconds since 1970.
enum class StakeExit { Staked, Waiting, Held /* by a running panel */, Ready };
[[nodiscard]] StakeExit exitOf(const chain::Stake &stake, std::uint64_t time);

// Puts coins at stake, with the account's encryption key, to which panels' bundles are sealed.
base::Result<base::Digest> putAtStake(const Network &network, chain::StakeRole role, std::uint64_t scope,
                                      const base::Uint256 &amount, const crypto::SecretKey &key,
                                      base::TaskContext &context);

struct StakeReturn
{
    bool taken = false; // else it was asked for, and can be taken from availableAt on
    std::uint64_t availableAt = 0;
    base::Uint256 amount; // wei
    base::Digest transaction;
};
// The next step of two: asks for a stake, or takes what was asked for. Denied, with the time, while it waits.
[[nodiscard]] base::Result<StakeReturn> takeFromStake(const Network &network, chain::StakeRole role,
                                                      std::uint64_t scope, const crypto::SecretKey &key,
                                                      base::TaskContext &context);

} // namespace datanet::sync

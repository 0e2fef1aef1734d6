#pragma once

#include "chain/bindings/rewards.h"
#include "crypto/secp256k1.h"
#include "sync/network.h"

// Where an account's rewards are paid, when that is not the account itself: another address that it named, or one that
// its recovery address asked for, after a delay in which the account can stop it. What an account earned never changes
// account; only payments go elsewhere.
namespace datanet::sync {

struct RewardDirection
{
    base::Address account;
    light::Proven<base::Address> payee; // zero: the account itself
    light::Proven<base::Address> recovery; // zero: nobody
    light::Proven<chain::Redirect> asked; // from 0: nothing is asked for
};

[[nodiscard]] base::Result<RewardDirection> readRewardDirection(const Network &network, light::Snapshot &snapshot,
                                                                const base::Address &account,
                                                                base::TaskContext &context);

// Each signs, sends and waits; errors as in transactor.h, with the contract's reasons in words. Invalid where coins
// would be lost: at one of the network's contracts, or an account whose key is published with test programs.

// Zero: to the account itself again.
base::Status payRewardsTo(const Network &network, const base::Address &payee, const crypto::SecretKey &key,
                          base::TaskContext &context);
// Zero: nobody. Ends what the earlier one asked for.
base::Status nameRecovery(const Network &network, const base::Address &recovery, const crypto::SecretKey &key,
                          base::TaskContext &context);
// As the recovery address of an account.
base::Status askForRewards(const Network &network, const base::Address &account, const base::Address &payee,
                           const crypto::SecretKey &key, base::TaskContext &context);
// As the account whose rewards were asked for.
base::Status stopAsking(const Network &network, const crypto::SecretKey &key, base::TaskContext &context);
// When the delay is over; anybody may.
base::Status redirectRewards(const Network &network, const base::Address &account, const crypto::SecretKey &key,
                             base::TaskContext &context);

} // namespace datanet::sync

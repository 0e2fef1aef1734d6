#pragma once

#include "chain/bindings/openledger/staking.h"
#include "light/proven.h"
#include "sync/network.h"

#include <optional>
#include <vector>

// OpenLedger's Staking: tokens locked for continuous interest, under offers of its bank. Which offers and stakes there
// are, events of one server tell; what they say is proven by storage as the published source lays it out.
namespace datanet::sync {

struct TokenOffer
{
    std::uint64_t id = 0;
    light::Proven<chain::StakingConfig> config;
};

struct TokenPosition
{
    std::uint64_t id = 0;
    light::Proven<chain::TokenStake> stake; // running, or asked to end
    light::Proven<chain::StakingConfig> config;
    std::optional<std::uint64_t> requestedAt; // its end was asked for: it earns nothing since
    // Computed here; nothing where it is not known.
    std::optional<base::Uint256> value; // now, in the token's smallest unit
    std::optional<std::uint64_t> payableFrom; // or unlocked from, before the end was asked for
    light::Proven<base::Uint256> bankHolds; // what the bank could pay now: the less of its balance and its permission
};

struct TokenStaking
{
    std::uint64_t time = 0; // of the block everything is from
    std::vector<TokenOffer> offers;
    std::vector<TokenPosition> positions; // of the account; stakes by commitment are not among them
};
// NotFound where the network's profile names no Staking.
[[nodiscard]] base::Result<TokenStaking> readTokenStaking(const Network &network, light::Snapshot &snapshot,
                                                          const base::Address &account, base::TaskContext &context);

// Lets the contract take exactly the amount, where it may not yet, and stakes it. Denied for a token other than this
// network's WOPEN: nobody here can read what would be signed. The id of the stake.
[[nodiscard]] base::Result<std::uint64_t> stakeTokens(const Network &network, std::uint64_t offer,
                                                      const base::Uint256 &amount, const crypto::SecretKey &key,
                                                      base::TaskContext &context);

// The next step: asks for the end, or has it paid out. What was done: true when it was paid.
[[nodiscard]] base::Result<bool> unstakeTokens(const Network &network, std::uint64_t stake,
                                               const crypto::SecretKey &key, base::TaskContext &context);

} // namespace datanet::sync

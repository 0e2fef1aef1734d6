#pragma once

#include "base/uint256.h"
#include "benchmarks/simulation/plan.h"
#include "chain/informedness.h"

#include <vector>

// Everybody of a simulation and what the year brought them.
namespace datanet::simulation {

struct Actor
{
    Kind kind = Kind::Honest;
    std::uint32_t datanet = 0;
    std::uint32_t dayOffset = 0;
    base::Uint256 earned; // wei out of fees
    base::Uint256 paid; // wei of fees, by those who pay for their own answers
    std::uint64_t lostGwei = 0; // bonds and penalties, less what was won of others'
    double gas = 0; // coins
    double effort = 0; // coins
    std::uint64_t sent = 0; // records
    std::uint64_t accepted = 0;
    std::uint64_t judged = 0; // of those sent
    std::uint64_t seats = 0;
    std::uint64_t unpaidSeats = 0;
    chain::Tally tally; // of its votes in the one set it is in
    std::uint64_t stakeGwei = 0;
    std::uint64_t reservedGwei = 0;

    [[nodiscard]] double gross() const { return earned.toDouble() / 1e18; }
    [[nodiscard]] double costs() const { return gas + effort + double(lostGwei) / 1e9 + paid.toDouble() / 1e18; }
    [[nodiscard]] double net() const { return gross() - costs(); }
};

// An account is its place in the list of actors.
[[nodiscard]] inline base::Address accountOf(std::size_t actor)
{
    base::Address account;
    account.bytes[0] = 1;
    for (std::size_t i = 0; i < 8; ++i)
        account.bytes[19 - i] = static_cast<std::uint8_t>(actor >> (8 * i));
    return account;
}

[[nodiscard]] inline std::size_t actorOf(const base::Address &account)
{
    std::size_t actor = 0;
    for (std::size_t i = 12; i < 20; ++i)
        actor = actor << 8 | account.bytes[i];
    return actor;
}

// The coins outside fees, in gwei. Each line adds up by itself: what came in is held, went back or was lost.
struct Books
{
    std::uint64_t stakesIn = 0;
    std::uint64_t bondsIn = 0;
    std::uint64_t bondsOut = 0;
    std::uint64_t bondsHeld = 0;
    std::uint64_t appealsIn = 0;
    std::uint64_t appealsOut = 0;
    std::uint64_t appealsHeld = 0;
    std::uint64_t slashed = 0;
    std::uint64_t bondsLost = 0;
    std::uint64_t appealsLost = 0;
    std::uint64_t burned = 0;
    std::uint64_t treasury = 0;
    std::uint64_t toProvers = 0;
};

} // namespace datanet::simulation

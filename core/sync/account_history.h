#pragma once

#include "base/task.h"
#include "light/reader.h"
#include "sync/account_events.h"
#include "sync/network.h"

#include <vector>

// What happened to one account on a network, as the events of the project's contracts tell it, newest first: rewards,
// coins put aside and given back, bonds, stakes, contributions, votes, payout rounds.
//
// Not in it, because no event and no proof tells it: coins sent from one account to another, network fees, the fee of a
// submission, coins collected from a contract. A node lists no transactions of an account.
//
// Events come from one server, which may leave some out or invent some: they are Reported, or N when the node is the
// user's own. Totals that the chain keeps are proven beside them and show whether entries are missing.
namespace datanet::sync {

// A sum over entries beside the number that the chain proves.
struct HistoryTotal
{
    enum class What : std::uint8_t {
        Claimed, // wei from one model
        Aside, // wei aside for answers of one model
        ReviewerStake, // wei for one datanet
        JurorStake, // wei
        Contributions, // opened ones: how many, and their running hash
    };
    What what = What::Claimed;
    std::uint64_t subject = 0; // model or datanet; 0 for the rest
    light::Proven<base::Uint256> proven;
    base::Uint256 listed;
    bool same = false; // the proven number is known, and the entries give it

    [[nodiscard]] bool isKnown() const { return proven.hasValue(); }
};

struct AccountHistory
{
    base::Address account;
    std::vector<HistoryEntry> entries; // newest first
    light::Level level = light::Level::Reported; // of the entries
    light::BlockMark upTo;
    std::uint64_t fromBlock = 0; // nothing older was read
    bool whole = false; // everything from the first block of the contracts on was read and is listed
    // Of a whole history only; those that are zero on both sides are left out.
    std::vector<HistoryTotal> totals;

    // Some total does not come out. Nothing while one is unknown or there is none to compare.
    [[nodiscard]] std::optional<bool> addsUp() const;
};

struct HistoryOptions
{
    std::size_t maximum = 1000; // entries; at most kMaximumHistory
    std::uint64_t blocksAtOnce = 50'000; // of one question; halved where a server refuses so many
};
inline constexpr std::size_t kMaximumHistory = 10'000;

// Reads from the snapshot's block backwards until there are enough entries or the contracts' first block is reached.
// NotFound without the project's contracts. Network where the server gives no events.
[[nodiscard]] base::Result<AccountHistory> readAccountHistory(const Network &network, light::Snapshot &snapshot,
                                                              const base::Address &account,
                                                              const HistoryOptions &options,
                                                              base::TaskContext &context);

} // namespace datanet::sync

#pragma once

#include "chain/bindings/project_contracts.h"

#include <optional>
#include <vector>

// What one event of the project's contracts means to one account.
namespace datanet::sync {

enum class HistoryKind : std::uint8_t {
    RewardClaimed, // to the account itself
    RewardSentOn, // earned by the account, paid to the address it named
    RewardReceived, // earned by another account, which named this one
    PayeeChanged,
    RecoveryChanged,
    RedirectAsked,
    RedirectEnded,
    AnswersDeposited,
    RefundAsked,
    AnswersRefunded,
    AnswersCharged,
    AnswersReclaimed, // of a payout round that became void
    LogRefuted,
    ContributionRegistered,
    ContributionOpened,
    ContributionDelivered,
    ContributionDecided, // `state` says how
    ContributionBondReturned,
    ContributionBondLost,
    ContributionCopiesShown, // somebody proved that its records were others'
    CopiesProven, // the account did, of somebody else's
    ContributionBondWon, // the account's half of that bond
    AppealMade,
    AppealBondReturned,
    AppealBondLost,
    DatanetCreated,
    ModelRegistered,
    StakeDeposited,
    StakeLeaving,
    StakeWithdrawn,
    StakeLost,
    SealingKeySet,
    VoteSealed,
    VoteOpened,
    JurorVoteSealed,
    JurorVoteOpened,
    RoundProposed,
    RoundDisputed,
    DataDemanded,
    RoundBondReturned,
    RoundBondLost,
    RoundBondWon, // the account's half of somebody else's bond
    KeptByContract, // could not be sent: the contract keeps it until the account collects it
};

// What an entry does to the coins on the account.
enum class CoinFlow : std::uint8_t {
    None,
    In,
    PutAside, // left the account and is held for it: deposit, bond, stake. Whoever sent it, usually the account itself
    Returned, // came back from what was put aside
    Spent, // of what was put aside: a price
    Lost, // of what was put aside: a penalty
    Elsewhere, // belongs to the account and went to or stays at another place
};

struct HistoryEntry
{
    HistoryKind kind = HistoryKind::RewardClaimed;
    CoinFlow flow = CoinFlow::None;
    std::optional<base::Uint256> wei; // nothing where the event does not say it
    std::optional<std::uint64_t> datanet;
    std::optional<std::uint64_t> contribution;
    std::optional<std::uint64_t> model;
    std::optional<std::uint64_t> round; // a payout round of the model
    std::optional<base::Address> other; // payee, recovery, who earned it
    std::optional<chain::ContributionState> state;
    std::uint64_t block = 0;
    std::uint64_t time = 0; // of the block, seconds since 1970; 0 until it is known
    base::Digest transaction;
    std::uint64_t logIndex = 0;
};

// A stable name for files and programs: "reward-claimed".
[[nodiscard]] QString historyKindName(HistoryKind kind);
[[nodiscard]] QString coinFlowName(CoinFlow flow); // "in", "put-aside", ...

// The events that carry an account as an indexed input. Nothing for an event that says nothing to this account, is
// said by another entry already, or does not decode. The contracts must outlive it.
class AccountEvents
{
public:
    AccountEvents(const chain::ProjectContracts &contracts, const base::Address &account)
        : m_contracts(contracts), m_account(account)
    {
    }

    // Filters which together catch every such event, one for each place an account can have among the inputs.
    [[nodiscard]] std::vector<chain::NodeClient::LogFilter> filters() const;
    [[nodiscard]] std::optional<HistoryEntry> entry(const chain::Receipt::Log &log) const;

private:
    const chain::ProjectContracts &m_contracts;
    base::Address m_account;
};

// An entry that is only a place: kind and block, transaction, index of a log. Nothing where the log has none.
[[nodiscard]] std::optional<HistoryEntry> entryAt(const chain::Receipt::Log &log, HistoryKind kind);

} // namespace datanet::sync

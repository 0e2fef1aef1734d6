#pragma once

#include "chain/bindings/bound_contract.h"

namespace datanet::chain {

// As the contract numbers them.
enum class GovernorState : std::uint8_t { Pending, Active, Canceled, Defeated, Succeeded, Queued, Expired, Executed };
enum class VoteSupport : std::uint8_t { Against, For, Abstain };

// Where a proposal stands but for its votes; times in seconds since 1970.
struct GovernorProposal
{
    base::Address proposer;
    std::uint64_t voteStart = 0; // whose votes count is what they were then; 0: there is no such proposal
    std::uint64_t voteEnd = 0;
    bool executed = false;
    bool canceled = false;
    std::uint64_t due = 0; // when it may be carried out; 0: it is not queued
};

struct GovernorVotes
{
    base::Uint256 against;
    base::Uint256 inFavour;
    base::Uint256 abstain;
};

struct GovernorProposed
{
    base::Uint256 id;
    base::Address proposer;
    QString description;
};

// Proposals and votes: the project's OpenGovernor, or a governor of the same shape at another address (the one that
// OpenLedger has published is; it has no absolute quorum, which reads as 0). Proposals are known by the hash of what
// they do and say; the contract also lists them, from 0.
class OpenGovernorContract : public BoundContract
{
public:
    OpenGovernorContract(const ContractSet &contracts, const base::Address &address)
        : BoundContract(contracts, u"OpenGovernor", address)
    {
    }

    // Each action is called by the timelock, in order, all or none. An action creates no contract.
    [[nodiscard]] base::Result<Call> propose(const std::vector<Call> &actions, const QString &description) const;
    [[nodiscard]] base::Result<Call> vote(const base::Uint256 &id, VoteSupport support, const QString &reason) const;
    [[nodiscard]] base::Result<Call> queue(const base::Uint256 &id) const;
    [[nodiscard]] base::Result<Call> execute(const base::Uint256 &id) const;
    // By the proposer, before voting begins.
    [[nodiscard]] base::Result<Call> cancel(const base::Uint256 &id) const;

    [[nodiscard]] StorageFact<base::Uint256> threshold() const; // votes that a proposer needs
    [[nodiscard]] StorageFact<std::uint64_t> votingDelay() const; // seconds
    [[nodiscard]] StorageFact<std::uint64_t> votingPeriod() const; // seconds
    [[nodiscard]] StorageFact<base::Uint256> quorumFloor() const;
    [[nodiscard]] CheckpointTrace quorumPercents() const;
    [[nodiscard]] StorageFact<base::Address> timelock() const;

    [[nodiscard]] StorageFact<std::uint64_t> proposalCount() const;
    [[nodiscard]] StorageFact<base::Uint256> proposalId(std::uint64_t index) const;
    [[nodiscard]] StorageFact<GovernorProposal> proposal(const base::Uint256 &id) const;
    [[nodiscard]] StorageFact<GovernorVotes> votes(const base::Uint256 &id) const;
    [[nodiscard]] StorageFact<bool> hasVoted(const base::Uint256 &id, const base::Address &account) const;
    // Under which the timelock has it; zero unless it is queued.
    [[nodiscard]] StorageFact<base::Bytes32> operation(const base::Uint256 &id) const;
    // What it does.
    [[nodiscard]] StorageFact<std::uint64_t> actionCount(const base::Uint256 &id) const;
    [[nodiscard]] StorageFact<base::Address> target(const base::Uint256 &id, std::uint64_t action) const;
    [[nodiscard]] StorageFact<base::Uint256> coins(const base::Uint256 &id, std::uint64_t action) const;
    [[nodiscard]] base::Result<StorageField> callData(const base::Uint256 &id, std::uint64_t action) const;
    [[nodiscard]] StorageFact<base::Bytes32> descriptionHash(const base::Uint256 &id) const;

    [[nodiscard]] base::Result<GovernorProposed> created(const Receipt::Log &log) const;
    [[nodiscard]] base::Result<GovernorProposed> created(const Receipt &receipt) const;
};

// As the contract counts. quorum: votes needed; dueAt: what the timelock has for it; now: seconds since 1970.
[[nodiscard]] GovernorState stateOf(const GovernorProposal &proposal, const GovernorVotes &votes,
                                    const base::Uint256 &quorum, std::uint64_t dueAt, std::uint64_t now);

} // namespace datanet::chain

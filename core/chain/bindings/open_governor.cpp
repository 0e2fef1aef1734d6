#include "chain/bindings/open_governor.h"

namespace datanet::chain {

using base::Address;
using base::Bytes32;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Uint256;
using namespace Qt::StringLiterals;

namespace {

constexpr std::uint64_t kCarriedOut = 1; // the timelock's mark

Result<GovernorProposed> createdFrom(const Result<std::vector<abi::Value>> &inputs)
{
    if (!inputs)
        return fail(inputs.error());
    const auto *id = inputs->front().as<Uint256>();
    const auto *proposer = (*inputs)[1].as<Address>();
    const auto *description = inputs->back().as<QString>();
    if (!id || !proposer || !description)
        return fail(ErrorKind::Invalid, u"the event ProposalCreated is malformed"_s);
    return GovernorProposed{*id, *proposer, *description};
}

} // namespace

Result<Call> OpenGovernorContract::propose(const std::vector<Call> &actions, const QString &description) const
{
    abi::Value::List targets;
    abi::Value::List values;
    abi::Value::List calldatas;
    for (const Call &action : actions) {
        if (!action.to)
            return fail(ErrorKind::Invalid, u"a proposal can't create a contract"_s);
        targets.emplace_back(*action.to);
        values.emplace_back(action.value);
        calldatas.emplace_back(action.data);
    }
    return call(u"propose"_s, {std::move(targets), std::move(values), std::move(calldatas), description});
}

Result<Call> OpenGovernorContract::vote(const Uint256 &id, VoteSupport support, const QString &reason) const
{
    const auto number = static_cast<std::uint8_t>(support);
    return reason.isEmpty() ? call(u"castVote"_s, {id, number}) : call(u"castVoteWithReason"_s, {id, number, reason});
}

Result<Call> OpenGovernorContract::queue(const Uint256 &id) const
{
    return call(u"queue(uint256)"_s, {id});
}

Result<Call> OpenGovernorContract::execute(const Uint256 &id) const
{
    return call(u"execute(uint256)"_s, {id});
}

Result<Call> OpenGovernorContract::cancel(const Uint256 &id) const
{
    return call(u"cancel(uint256)"_s, {id});
}

StorageFact<Uint256> OpenGovernorContract::threshold() const
{
    return numberFact(variable(u"_proposalThreshold"_s));
}

StorageFact<std::uint64_t> OpenGovernorContract::votingDelay() const
{
    return number64Fact(variable(u"_votingDelay"_s));
}

StorageFact<std::uint64_t> OpenGovernorContract::votingPeriod() const
{
    return number64Fact(variable(u"_votingPeriod"_s));
}

StorageFact<Uint256> OpenGovernorContract::quorumFloor() const
{
    return numberFact(variable(u"quorumFloor"_s));
}

CheckpointTrace OpenGovernorContract::quorumPercents() const
{
    return traceAt(variable(u"_quorumNumeratorHistory"_s));
}

StorageFact<Address> OpenGovernorContract::timelock() const
{
    return addressFact(variable(u"_timelock"_s));
}

StorageFact<std::uint64_t> OpenGovernorContract::proposalCount() const
{
    return number64Fact(variable(u"_proposalIds"_s).length());
}

StorageFact<Uint256> OpenGovernorContract::proposalId(std::uint64_t index) const
{
    return numberFact(variable(u"_proposalIds"_s).at(Uint256(index)));
}

StorageFact<GovernorProposal> OpenGovernorContract::proposal(const Uint256 &id) const
{
    return structFact<GovernorProposal>(
        variable(u"_proposals"_s).at(id),
        {u"proposer"_s, u"voteStart"_s, u"voteDuration"_s, u"executed"_s, u"canceled"_s, u"etaSeconds"_s},
        [](std::span<const Uint256> parts) {
            return GovernorProposal{asAddress(parts[0]), asNumber(parts[1]), asNumber(parts[1]) + asNumber(parts[2]),
                                    !parts[3].isZero(),  !parts[4].isZero(), asNumber(parts[5])};
        });
}

StorageFact<GovernorVotes> OpenGovernorContract::votes(const Uint256 &id) const
{
    return structFact<GovernorVotes>(variable(u"_proposalVotes"_s).at(id),
                                     {u"againstVotes"_s, u"forVotes"_s, u"abstainVotes"_s},
                                     [](std::span<const Uint256> parts) {
                                         return GovernorVotes{parts[0], parts[1], parts[2]};
                                     });
}

StorageFact<bool> OpenGovernorContract::hasVoted(const Uint256 &id, const Address &account) const
{
    return {number64Fact(variable(u"_proposalVotes"_s).at(id).member(u"hasVoted"_s).at(account)).fields,
            [](std::span<const Uint256> parts) { return !parts[0].isZero(); }};
}

StorageFact<Bytes32> OpenGovernorContract::operation(const Uint256 &id) const
{
    return hashFact(variable(u"_timelockIds"_s).at(id));
}

StorageFact<std::uint64_t> OpenGovernorContract::actionCount(const Uint256 &id) const
{
    return number64Fact(variable(u"_proposalDetails"_s).at(id).member(u"targets"_s).length());
}

StorageFact<Address> OpenGovernorContract::target(const Uint256 &id, std::uint64_t action) const
{
    return addressFact(variable(u"_proposalDetails"_s).at(id).member(u"targets"_s).at(Uint256(action)));
}

StorageFact<Uint256> OpenGovernorContract::coins(const Uint256 &id, std::uint64_t action) const
{
    return numberFact(variable(u"_proposalDetails"_s).at(id).member(u"values"_s).at(Uint256(action)));
}

Result<StorageField> OpenGovernorContract::callData(const Uint256 &id, std::uint64_t action) const
{
    return variable(u"_proposalDetails"_s).at(id).member(u"calldatas"_s).at(Uint256(action)).field();
}

StorageFact<Bytes32> OpenGovernorContract::descriptionHash(const Uint256 &id) const
{
    return hashFact(variable(u"_proposalDetails"_s).at(id).member(u"descriptionHash"_s));
}

Result<GovernorProposed> OpenGovernorContract::created(const Receipt::Log &log) const
{
    return createdFrom(event(u"ProposalCreated"_s, log));
}

Result<GovernorProposed> OpenGovernorContract::created(const Receipt &receipt) const
{
    return createdFrom(event(u"ProposalCreated"_s, receipt));
}

GovernorState stateOf(const GovernorProposal &proposal, const GovernorVotes &votes, const Uint256 &quorum,
                      std::uint64_t dueAt, std::uint64_t now)
{
    if (proposal.executed)
        return GovernorState::Executed;
    if (proposal.canceled)
        return GovernorState::Canceled;
    if (proposal.voteStart >= now)
        return GovernorState::Pending;
    if (proposal.voteEnd >= now)
        return GovernorState::Active;
    const auto present = votes.inFavour.plus(votes.abstain);
    if (!present || *present < quorum || votes.inFavour <= votes.against)
        return GovernorState::Defeated;
    if (proposal.due == 0)
        return GovernorState::Succeeded;
    // What was carried out or canceled at the timelock itself.
    return dueAt == 0          ? GovernorState::Canceled
        : dueAt == kCarriedOut ? GovernorState::Executed
                               : GovernorState::Queued;
}

} // namespace datanet::chain

#include "sync/governance.h"

#include "chain/call_reader.h"
#include "crypto/digest.h"
#include "sync/governance_calls.h"
#include "sync/preimages.h"

#include <algorithm>
#include <map>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::Address;
using base::Digest;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Uint256;
using chain::GovernanceContracts;
using light::Proven;
using light::Snapshot;

namespace {

constexpr std::uint64_t kQuorumDenominator = 100;

// What a value with a history was at a time; without one: what it is.
Result<Proven<Uint256>> valueAt(Snapshot &snapshot, const chain::CheckpointTrace &trace,
                                const std::optional<std::uint64_t> &time, base::TaskContext &context)
{
    const auto count = snapshot.read(trace.count, context);
    if (!count)
        return fail(count.error());
    if (!count->hasValue() || count->value() == 0)
        return count->map([](std::uint64_t) { return Uint256(); });
    const auto entryAt = [&](std::uint64_t index) { return snapshot.read(trace.entry(index), context); };
    const auto valueOf = [&](const Proven<chain::Checkpoint> &entry) {
        return light::combine(*count, entry, [](std::uint64_t, const auto &checkpoint) { return checkpoint.value; });
    };
    // Mostly the newest one is it; else the last that is not later.
    std::uint64_t low = 0;
    std::uint64_t high = count->value() - 1;
    auto entry = entryAt(high);
    if (!entry || !entry->hasValue() || !time || entry->value().time <= *time)
        return entry ? Result<Proven<Uint256>>(valueOf(*entry)) : fail(entry.error());
    while (low < high) {
        const auto middle = low + (high - low) / 2;
        entry = entryAt(middle);
        if (!entry)
            return fail(entry.error());
        if (!entry->hasValue())
            return valueOf(*entry);
        if (entry->value().time > *time)
            high = middle;
        else
            low = middle + 1;
    }
    if (low == 0)
        return count->map([](std::uint64_t) { return Uint256(); });
    entry = entryAt(low - 1);
    return entry ? Result<Proven<Uint256>>(valueOf(*entry)) : fail(entry.error());
}

Result<Proven<Uint256>> quorumAt(const GovernanceContracts &contracts, Snapshot &snapshot,
                                 const std::optional<std::uint64_t> &time, base::TaskContext &context)
{
    const auto supply = valueAt(snapshot, contracts.token.supplies(), time, context);
    const auto percent = valueAt(snapshot, contracts.governor.quorumPercents(), time, context);
    const auto floor = snapshot.read(contracts.governor.quorumFloor(), context);
    if (!supply || !percent || !floor)
        return fail(!supply ? supply.error() : !percent ? percent.error() : floor.error());
    const auto share = light::combine(*supply, *percent, [](const Uint256 &all, const Uint256 &part) {
        // Supplies fit 208 bits and shares 7.
        const auto product = all.times(part);
        return product ? product->dividedBy(kQuorumDenominator)->first : all;
    });
    return light::combine(share, *floor, [](const Uint256 &one, const Uint256 &other) { return std::max(one, other); });
}

std::vector<ParameterChange> changesIn(const chain::Call &call, const chain::ParametersContract &parameters)
{
    if (call.to != parameters.address())
        return {};
    const auto *function = parameters.artefact().interface.functionBySelector(call.data.left(4));
    if (!function || function->name != "set"_L1)
        return {};
    const auto arguments = function->decodeCall(call.data);
    const auto *keys = arguments ? (*arguments)[0].as<chain::abi::Value::List>() : nullptr;
    const auto *values = arguments ? (*arguments)[1].as<chain::abi::Value::List>() : nullptr;
    if (!keys || !values || keys->size() != values->size())
        return {};
    std::vector<ParameterChange> changes;
    for (std::size_t i = 0; i < keys->size(); ++i) {
        const auto key = (*keys)[i].as<Uint256>()->toUint64();
        const auto value = (*values)[i].as<Uint256>()->toUint64();
        if (!key || *key >= chain::kParameterCount || !value)
            return {};
        changes.push_back({static_cast<chain::ParameterKey>(*key), *value});
    }
    return changes;
}

// Reads proposals of one network at one block.
class ProposalReader
{
public:
    ProposalReader(const Network &network, const GovernanceContracts &contracts,
                   const chain::ParametersContract &parameters, Snapshot &snapshot,
                   const std::optional<Address> &account, base::TaskContext &context)
        : m_network(network),
          m_contracts(contracts),
          m_parameters(parameters),
          m_snapshot(snapshot),
          m_account(account),
          m_context(context)
    {
    }

    Result<VotedProposal> read(std::uint64_t number)
    {
        const auto &governor = m_contracts.governor;
        const auto id = requiredAt(governor.proposalId(number - 1), u"the list of proposals"_s);
        if (!id)
            return fail(id.error());
        const auto facts = m_snapshot.read(governor.proposal(*id), m_context);
        const auto votes = m_snapshot.read(governor.votes(*id), m_context);
        if (!facts || !votes)
            return fail(!facts ? facts.error() : votes.error());
        // Before voting begins it is not fixed yet who has how many votes.
        std::optional<std::uint64_t> time;
        if (facts->hasValue() && facts->value().voteStart < m_snapshot.block().time)
            time = facts->value().voteStart;
        const auto quorum = quorumAt(m_contracts, m_snapshot, time, m_context);
        if (!quorum)
            return fail(quorum.error());
        const auto state = stateFrom(*id, *facts, *votes, *quorum);
        const auto actions = readActions(*id);
        if (!state || !actions)
            return fail(!state ? state.error() : actions.error());
        const auto description = describe(*id);
        if (!description)
            return fail(description.error());
        VotedProposal proposal{number, *id, *facts, *state, *votes, *quorum, *actions, *description, {}};
        if (m_account) {
            const auto weight = valueAt(m_snapshot, m_contracts.token.votes(*m_account), time, m_context);
            const auto voted = m_snapshot.read(governor.hasVoted(*id, *m_account), m_context);
            if (!weight || !voted)
                return fail(!weight ? weight.error() : voted.error());
            proposal.mine = VotedProposal::Mine{*weight, *voted};
        }
        return proposal;
    }

private:
    template <class T>
    Result<T> requiredAt(const chain::StorageFact<T> &fact, const QString &what)
    {
        const auto value = m_snapshot.read(fact, m_context);
        return value ? requireValue(*value, what) : fail(value.error());
    }

    Result<Proven<chain::GovernorState>> stateFrom(const Uint256 &id, const Proven<chain::GovernorProposal> &facts,
                                                   const Proven<chain::GovernorVotes> &votes,
                                                   const Proven<Uint256> &quorum)
    {
        const auto operation = m_snapshot.read(m_contracts.governor.operation(id), m_context);
        if (!operation)
            return fail(operation.error());
        if (!operation->hasValue())
            return operation->map([](const auto &) { return chain::GovernorState(); });
        const auto due = m_snapshot.read(m_contracts.timelock.dueAt(operation->value()), m_context);
        if (!due)
            return fail(due.error());
        const auto counted = light::combine(
            votes, quorum, [](const auto &cast, const Uint256 &needed) { return std::pair(cast, needed); });
        const auto timed = light::combine(
            facts, *due, [](const auto &proposal, std::uint64_t time) { return std::pair(proposal, time); });
        const auto now = m_snapshot.block().time;
        return light::combine(timed, counted, [now](const auto &one, const auto &other) {
            return chain::stateOf(one.first, other.first, other.second, one.second, now);
        });
    }

    Result<Proven<std::vector<ProposedAction>>> readActions(const Uint256 &id)
    {
        const auto &governor = m_contracts.governor;
        const auto count = m_snapshot.read(governor.actionCount(id), m_context);
        if (!count)
            return fail(count.error());
        if (!count->hasValue() || count->value() > kMostActions)
            return Proven<std::vector<ProposedAction>>::unknown(
                count->block(), {{u"it is not known, or too much, what the proposal does"_s, {}}});
        auto actions = count->map([](std::uint64_t) { return std::vector<ProposedAction>(); });
        for (std::uint64_t i = 0; i < count->value(); ++i) {
            const auto target = m_snapshot.read(governor.target(id, i), m_context);
            const auto coins = m_snapshot.read(governor.coins(id, i), m_context);
            const auto field = governor.callData(id, i);
            if (!target || !coins || !field)
                return fail(!target ? target.error() : !coins ? coins.error() : field.error());
            const auto data = m_snapshot.bytes(*field, m_context);
            if (!data)
                return fail(data.error());
            const auto paid = light::combine(*target, *coins,
                                             [](const Address &to, const Uint256 &wei) { return std::pair(to, wei); });
            const auto call = light::combine(paid, *data, [](const auto &to, const base::Bytes &bytes) {
                return chain::Call{to.first, to.second, bytes};
            });
            actions = light::combine(actions, call, [this](std::vector<ProposedAction> all, const chain::Call &one) {
                all.push_back({one, changesIn(one, m_parameters),
                               chain::callWords(one, m_network.contracts(), m_network.profile())});
                return all;
            });
        }
        return actions;
    }

    // Events tell the words; the hash in storage tells whether they are right.
    Result<std::optional<QString>> describe(const Uint256 &id)
    {
        const auto hash = m_snapshot.read(m_contracts.governor.descriptionHash(id), m_context);
        if (!hash)
            return fail(hash.error());
        if (!m_words) {
            m_words.emplace();
            const auto logs =
                eventLogs(m_network, m_snapshot, m_contracts.governor, u"ProposalCreated"_s, {}, m_context);
            if (!logs && logs.error().kind == ErrorKind::Cancelled)
                return fail(logs.error());
            for (const auto &log : logs.value_or(std::vector<chain::Receipt::Log>())) {
                if (const auto created = m_contracts.governor.created(log))
                    m_words->emplace(crypto::keccak256(created->description.toUtf8()), created->description);
            }
        }
        const auto words = hash->hasValue() ? m_words->find(hash->value()) : m_words->end();
        if (words == m_words->end())
            return std::optional<QString>();
        return std::optional(withoutProposer(words->second));
    }

    const Network &m_network;
    const GovernanceContracts &m_contracts;
    const chain::ParametersContract &m_parameters;
    Snapshot &m_snapshot;
    std::optional<Address> m_account;
    base::TaskContext &m_context;
    std::optional<std::map<Digest, QString>> m_words; // by hash
};

} // namespace

Result<GovernanceContracts> governanceOn(const Network &network)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    if (!contracts->governance)
        return fail(ErrorKind::NotFound, u"%1 was founded without governance"_s.arg(network.profile().title),
                    network.profile().practice ? u"a new practice network has it: datanet practice reset"_s
                                               : QString());
    return *contracts->governance;
}

Result<VotingRules> readVotingRules(const Network &network, Snapshot &snapshot, base::TaskContext &context)
{
    const auto all = contractsOn(network);
    const auto contracts = governanceOn(network);
    if (!all || !contracts)
        return fail(!all ? all.error() : contracts.error());
    const auto &governor = contracts->governor;
    const auto threshold = snapshot.read(governor.threshold(), context);
    const auto delay = snapshot.read(governor.votingDelay(), context);
    const auto period = snapshot.read(governor.votingPeriod(), context);
    const auto timelock = snapshot.read(contracts->timelock.delay(), context);
    if (!threshold || !delay || !period || !timelock)
        return fail(!threshold    ? threshold.error()
                        : !delay  ? delay.error()
                        : !period ? period.error()
                                  : timelock.error());
    const auto quorum = quorumAt(*contracts, snapshot, {}, context);
    const auto supply = snapshot.read(contracts->token.supply(), context);
    const auto owner = snapshot.read(all->parameters.owner(), context);
    const auto executor = snapshot.read(governor.timelock(), context);
    if (!quorum || !supply || !owner || !executor)
        return fail(!quorum ? quorum.error() : !supply ? supply.error() : !owner ? owner.error() : executor.error());
    const auto ours = contracts->timelock.address();
    const auto decides = light::combine(*owner, *executor, [&](const Address &parameters, const Address &carrier) {
        return parameters == ours && carrier == ours;
    });
    return VotingRules{*threshold, *delay, *period, *timelock, *quorum, *supply, decides};
}

Result<VotingWeight> readVotingWeight(const Network &network, Snapshot &snapshot, const Address &account,
                                      base::TaskContext &context)
{
    const auto contracts = governanceOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto tokens = snapshot.read(contracts->token.balance(account), context);
    const auto delegate = snapshot.read(contracts->token.delegatee(account), context);
    const auto votes = valueAt(snapshot, contracts->token.votes(account), {}, context);
    if (!tokens || !delegate || !votes)
        return fail(!tokens ? tokens.error() : !delegate ? delegate.error() : votes.error());
    return VotingWeight{*tokens, *delegate, *votes};
}

Result<Proven<ParametersInForce>> readParametersInForce(const Network &network, Snapshot &snapshot,
                                                        base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto id = snapshot.read(contracts->parameters.currentId(), context);
    if (!id)
        return fail(id.error());
    if (!id->hasValue())
        return id->map([](std::uint64_t) { return ParametersInForce(); });
    const auto number = static_cast<std::uint32_t>(id->value());
    const auto values = snapshot.read(contracts->parameters.values(number), context);
    if (!values)
        return fail(values.error());
    return light::combine(*id, *values, [number](std::uint64_t, const chain::ParameterValues &set) {
        return ParametersInForce{number, set};
    });
}

Result<ProposalList> readProposals(const Network &network, Snapshot &snapshot, const std::optional<Address> &account,
                                   std::size_t most, base::TaskContext &context)
{
    const auto all = contractsOn(network);
    const auto contracts = governanceOn(network);
    if (!all || !contracts)
        return fail(!all ? all.error() : contracts.error());
    const auto known = snapshot.read(contracts->governor.proposalCount(), context);
    const auto count = known ? requireValue(*known, u"the number of proposals"_s) : fail(known.error());
    if (!count)
        return fail(count.error());
    ProposalList list;
    list.count = *count;
    ProposalReader reader(network, *contracts, all->parameters, snapshot, account, context);
    for (std::uint64_t number = *count; number > 0 && list.newest.size() < most; --number) {
        if (context.cancelled())
            return base::cancelled();
        auto proposal = reader.read(number);
        if (!proposal)
            return fail(proposal.error());
        list.newest.push_back(std::move(*proposal));
    }
    return list;
}

Result<VotedProposal> readProposal(const Network &network, Snapshot &snapshot, std::uint64_t number,
                                   const std::optional<Address> &account, base::TaskContext &context)
{
    const auto all = contractsOn(network);
    const auto contracts = governanceOn(network);
    if (!all || !contracts)
        return fail(!all ? all.error() : contracts.error());
    const auto known = snapshot.read(contracts->governor.proposalCount(), context);
    const auto count = known ? requireValue(*known, u"the number of proposals"_s) : fail(known.error());
    if (!count)
        return fail(count.error());
    if (number < 1 || number > *count)
        return fail(ErrorKind::NotFound, u"there is no proposal %1"_s.arg(number), u"datanet governance list"_s);
    return ProposalReader(network, *contracts, all->parameters, snapshot, account, context).read(number);
}

} // namespace datanet::sync

#include "sync/governance_calls.h"

#include "crypto/address.h"
#include "sync/governance.h"
#include "sync/preimages.h"
#include "sync/transactor.h"

#include <QRegularExpression>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::Address;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;
using base::Uint256;
using chain::GovernanceContracts;

namespace {

// makeCall(GovernanceContracts) -> Result<Call>
template <class MakeCall>
Status sendTo(const Network &network, const crypto::SecretKey &key, base::TaskContext &context, MakeCall makeCall)
{
    const auto contracts = governanceOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto call = makeCall(*contracts);
    if (!call)
        return fail(call.error());
    const auto receipt = send(network, *call, key, context);
    return receipt ? Status() : Status(fail(receipt.error()));
}

// makeCall(OpenGovernorContract, id) -> Result<Call>
template <class MakeCall>
Status sendAbout(const Network &network, std::uint64_t number, const crypto::SecretKey &key, base::TaskContext &context,
                 MakeCall makeCall)
{
    auto snapshot = network.latest(context);
    if (!snapshot)
        return fail(snapshot.error());
    const auto proposal = readProposal(network, *snapshot, number, base::Address(), context);
    if (!proposal)
        return fail(proposal.error());
    return sendTo(network, key, context,
                  [&](const GovernanceContracts &contracts) { return makeCall(contracts.governor, proposal->id); });
}

Result<chain::Call> changeCall(const Network &network, const std::vector<ParameterChange> &changes)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    std::vector<std::pair<chain::ParameterKey, std::uint64_t>> pairs;
    for (const auto &change : changes) {
        const bool twice = std::ranges::any_of(pairs, [&](const auto &pair) { return pair.first == change.key; });
        if (twice)
            return fail(ErrorKind::Invalid, u"a parameter is named twice"_s);
        pairs.emplace_back(change.key, change.value);
    }
    if (pairs.empty())
        return fail(ErrorKind::Invalid, u"nothing is to be changed"_s);
    return contracts->parameters.set(pairs);
}

} // namespace

QString withProposer(const QString &description, const Address &proposer)
{
    return description % u"\n#proposer="_s % crypto::checksummed(proposer);
}

QString withoutProposer(const QString &description)
{
    static const QRegularExpression suffix(u"\\s*#proposer=0x[0-9a-fA-F]{40}$"_s);
    return QString(description).remove(suffix);
}

Status wrapCoins(const Network &network, const Uint256 &amount, const crypto::SecretKey &key,
                 base::TaskContext &context)
{
    return sendTo(network, key, context, [&](const auto &contracts) { return contracts.token.deposit(amount); });
}

Status unwrapCoins(const Network &network, const Uint256 &amount, const crypto::SecretKey &key,
                   base::TaskContext &context)
{
    return sendTo(network, key, context, [&](const auto &contracts) { return contracts.token.withdraw(amount); });
}

Status delegateVotes(const Network &network, const Address &to, const crypto::SecretKey &key,
                     base::TaskContext &context)
{
    return sendTo(network, key, context, [&](const auto &contracts) { return contracts.token.delegate(to); });
}

Status tryChanges(const Network &network, const std::vector<ParameterChange> &changes, base::TaskContext &context)
{
    const auto contracts = governanceOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto call = changeCall(network, changes);
    if (!call)
        return fail(call.error());
    const auto tried = network.node().call({contracts->timelock.address(), call->to, call->value, call->data}, context);
    return tried ? Status() : Status(fail(tried.error()));
}

Result<std::uint64_t> proposeChanges(const Network &network, const std::vector<ParameterChange> &changes,
                                     const QString &description, const crypto::SecretKey &key,
                                     base::TaskContext &context)
{
    const QString words = description.trimmed();
    if (words.isEmpty())
        return fail(ErrorKind::Invalid, u"those who vote must be told why"_s, u"say it in a sentence or two"_s);
    if (words.size() > kLongestDescription)
        return fail(ErrorKind::Invalid, u"a proposal's words are at most %1 characters"_s.arg(kLongestDescription));
    if (const auto tried = tryChanges(network, changes, context); !tried)
        return fail(tried.error());
    const auto contracts = governanceOn(network);
    const auto change = changeCall(network, changes);
    if (!contracts || !change)
        return fail(!contracts ? contracts.error() : change.error());
    const auto call = contracts->governor.propose({*change}, withProposer(words, key.address()));
    if (!call)
        return fail(call.error());
    const auto receipt = send(network, *call, key, context);
    if (!receipt)
        return fail(receipt.error());
    const auto created = contracts->governor.created(*receipt);
    auto snapshot = network.latest(context);
    if (!created || !snapshot)
        return fail(!created ? created.error() : snapshot.error());
    const auto known = snapshot->read(contracts->governor.proposalCount(), context);
    const auto count = known ? requireValue(*known, u"the number of proposals"_s) : fail(known.error());
    if (!count)
        return fail(count.error());
    // Somebody may have proposed something else meanwhile.
    for (auto number = *count; number > 0; --number) {
        const auto id = snapshot->read(contracts->governor.proposalId(number - 1), context);
        if (!id)
            return fail(id.error());
        if (id->hasValue() && id->value() == created->id)
            return number;
    }
    return fail(ErrorKind::NotFound, u"the proposal is not in the governor's list"_s);
}

Status castVote(const Network &network, std::uint64_t number, chain::VoteSupport support, const QString &reason,
                const crypto::SecretKey &key, base::TaskContext &context)
{
    return sendAbout(network, number, key, context,
                     [&](const auto &governor, const Uint256 &id) { return governor.vote(id, support, reason); });
}

Status queueProposal(const Network &network, std::uint64_t number, const crypto::SecretKey &key,
                     base::TaskContext &context)
{
    return sendAbout(network, number, key, context,
                     [](const auto &governor, const Uint256 &id) { return governor.queue(id); });
}

Status executeProposal(const Network &network, std::uint64_t number, const crypto::SecretKey &key,
                       base::TaskContext &context)
{
    return sendAbout(network, number, key, context,
                     [](const auto &governor, const Uint256 &id) { return governor.execute(id); });
}

Status cancelProposal(const Network &network, std::uint64_t number, const crypto::SecretKey &key,
                      base::TaskContext &context)
{
    return sendAbout(network, number, key, context,
                     [](const auto &governor, const Uint256 &id) { return governor.cancel(id); });
}

} // namespace datanet::sync

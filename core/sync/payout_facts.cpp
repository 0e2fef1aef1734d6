#include "sync/payout_facts.h"

#include "crypto/digest.h"
#include "sync/preimages.h"

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::Bytes32;
using base::ErrorKind;
using base::fail;
using base::Result;
using light::Proven;

namespace {

using EventLog = chain::Receipt::Log;

// The last candidate whose bytes hash to the slot.
template <class T, class Preimage>
Proven<T> lastMatching(const Proven<Bytes32> &hash, const std::vector<T> &candidates, const QString &what,
                       Preimage preimage)
{
    const auto number = hash.map([](const Bytes32 &value) { return *base::Uint256::fromBigEndian(value.view()); });
    for (auto candidate = candidates.rbegin(); candidate != candidates.rend(); ++candidate) {
        const auto proven = light::provePreimage(number, preimage(*candidate));
        if (proven.hasValue())
            return proven.map([&](const base::Bytes &) { return *candidate; });
    }
    auto steps = hash.steps();
    steps.push_back({u"the server gives no event that is the "_s + what, std::nullopt});
    return candidates.empty() ? Proven<T>::unknown(hash.block(), std::move(steps))
                              : Proven<T>::mismatch(hash.block(), std::move(steps));
}

Result<Proven<Bytes32>> keptHash(light::Snapshot &snapshot, const chain::StorageFact<Bytes32> &fact,
                                 const QString &what, base::TaskContext &context)
{
    auto hash = snapshot.read(fact, context);
    if (hash && hash->hasValue() && hash->value().isZero())
        return fail(ErrorKind::NotFound, u"there is no "_s + what);
    return hash;
}

base::Digest textsHashOf(const QString &name, const QString &url)
{
    const std::vector<chain::abi::Type> types(2, chain::abi::Type::parse(u"string"_s).value());
    const std::vector<chain::abi::Value> values{name, url};
    return crypto::keccak256(chain::abi::encode(types, values).value());
}

Result<std::vector<ModelEntry>> modelEntries(const Network &network, const light::Snapshot &snapshot,
                                             const chain::ModelsContract &contract, std::uint64_t id,
                                             base::TaskContext &context)
{
    std::vector<ModelEntry> entries;
    const auto registered = eventLogs(network, snapshot, contract, u"Registered"_s, {chain::asTopic(id)}, context);
    const auto updated = eventLogs(network, snapshot, contract, u"Updated"_s, {chain::asTopic(id)}, context);
    if (!registered || !updated)
        return fail(!registered ? registered.error() : updated.error());
    for (const EventLog &log : *registered) {
        if (auto entry = contract.registered(log))
            entries.push_back(std::move(*entry));
    }
    for (const EventLog &log : *updated) {
        if (auto entry = contract.updated(log))
            entries.push_back(std::move(*entry));
    }
    // The words of an entry are bound by a hash in the model itself.
    std::erase_if(entries,
                  [](const ModelEntry &entry) { return textsHashOf(entry.name, entry.url) != entry.model.textsHash; });
    return entries;
}

} // namespace

QString epochStateName(EpochState state)
{
    static const QStringList names{u"open"_s, u"lapsed"_s, u"settled"_s, u"final"_s, u"void"_s};
    return names.value(static_cast<int>(state));
}

QString proposalStateName(ProposalState state)
{
    static const QStringList names{u"none"_s, u"proposed"_s, u"disputed"_s, u"final"_s, u"void"_s};
    return names.value(static_cast<int>(state));
}

Result<Proven<ModelEntry>> readModel(const Network &network, light::Snapshot &snapshot, std::uint64_t id,
                                     base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const QString what = u"model %1 on this network"_s.arg(id);
    const auto hash = keptHash(snapshot, contracts->models.model(id), what, context);
    if (!hash)
        return fail(hash.error());
    const auto entries = modelEntries(network, snapshot, contracts->models, id, context);
    if (!entries)
        return fail(entries.error());
    return lastMatching(*hash, *entries, what, [](const ModelEntry &entry) { return entry.model.preimage(); });
}

Result<std::vector<ModelEntry>> readModelVersions(const Network &network, light::Snapshot &snapshot, std::uint64_t id,
                                                  base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto acc =
        keptHash(snapshot, contracts->models.versionAcc(id), u"model %1 on this network"_s.arg(id), context);
    if (!acc)
        return fail(acc.error());
    const auto kept = requireValue(*acc, u"the versions of model %1"_s.arg(id));
    if (!kept)
        return fail(kept.error());
    auto entries = modelEntries(network, snapshot, contracts->models, id, context);
    if (!entries)
        return fail(entries.error());
    base::Digest sum;
    for (const ModelEntry &entry : *entries)
        sum = chain::accumulated(sum, crypto::keccak256(entry.model.preimage()));
    if (sum != *kept)
        return fail(ErrorKind::Unproven,
                    u"the versions of model %1 that the server gives are not those that the chain keeps"_s.arg(id),
                    u"try again later, or name another server of this network"_s);
    return entries;
}

Result<std::uint64_t> timeOfModelVersion(const Network &network, light::Snapshot &snapshot, std::uint64_t id,
                                         std::uint32_t version, base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto status = snapshot.read(contracts->models.status(id), context);
    if (!status)
        return fail(status.error());
    const auto known = requireValue(*status, u"the state of model %1"_s.arg(id));
    if (!known)
        return fail(known.error());
    if (version <= 1)
        return known->registeredAt;
    // Logs come without their block, so the first block by which the version was there is searched for.
    std::uint64_t low = 0;
    std::uint64_t high = snapshot.block().number;
    while (low < high) {
        const std::uint64_t middle = low + (high - low) / 2;
        const auto logs =
            network.node().logs(contracts->models.filter(u"Updated"_s, {chain::asTopic(id)}, 0, middle), context);
        if (!logs)
            return fail(logs.error());
        if (logs->size() + 1 >= version)
            high = middle;
        else
            low = middle + 1;
    }
    const auto block = network.node().blockByNumber(high, context);
    return block ? Result<std::uint64_t>(block->timestamp) : fail(block.error());
}

Result<Proven<chain::Settlement>> readSettlement(const Network &network, light::Snapshot &snapshot, std::uint64_t model,
                                                 std::uint64_t epoch, base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto &contract = contracts->inference;
    const QString what = u"settlement of epoch %1 of model %2"_s.arg(epoch).arg(model);
    const auto hash = keptHash(snapshot, contract.settlement(model, epoch), what, context);
    if (!hash)
        return fail(hash.error());
    const auto logs =
        eventLogs(network, snapshot, contract, u"Settled"_s, {chain::asTopic(model), chain::asTopic(epoch)}, context);
    if (!logs)
        return fail(logs.error());
    std::vector<chain::Settlement> candidates;
    for (const EventLog &log : *logs) {
        if (auto value = contract.settled(log))
            candidates.push_back(std::move(*value));
    }
    return lastMatching(*hash, candidates, what, [](const chain::Settlement &value) { return value.preimage(); });
}

Result<Proven<chain::AttributionContract::Proposed>> readProposal(const Network &network, light::Snapshot &snapshot,
                                                                  std::uint64_t model, std::uint64_t epoch,
                                                                  base::TaskContext &context)
{
    using Proposed = chain::AttributionContract::Proposed;
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto &contract = contracts->attribution;
    const QString what = u"proposal for epoch %1 of model %2"_s.arg(epoch).arg(model);
    const auto hash = keptHash(snapshot, contract.proposal(model, epoch), what, context);
    if (!hash)
        return fail(hash.error());
    const auto logs =
        eventLogs(network, snapshot, contract, u"Proposed"_s, {chain::asTopic(model), chain::asTopic(epoch)}, context);
    if (!logs)
        return fail(logs.error());
    std::vector<Proposed> candidates;
    for (const EventLog &log : *logs) {
        auto value = contract.proposed(log);
        if (value && crypto::keccak256(value->locator.toUtf8()) == value->proposal.locatorHash)
            candidates.push_back(std::move(*value));
    }
    return lastMatching(*hash, candidates, what, [](const Proposed &value) { return value.proposal.preimage(); });
}

Result<chain::ParameterValues> readParameters(const Network &network, light::Snapshot &snapshot, std::uint32_t id,
                                              base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto values = snapshot.read(contracts->parameters.values(id), context);
    return values ? requireValue(*values, u"the agreed numbers %1"_s.arg(id)) : fail(values.error());
}

rewards::Parameters divisionParameters(std::uint32_t id, const chain::ParameterValues &values)
{
    using Key = chain::ParameterKey;
    const auto share = [&values](Key key) { return static_cast<std::uint32_t>(values[key]); };
    return {id,
            values.wei(Key::PlatformFee),
            {share(Key::SplitModel), share(Key::SplitContributors), share(Key::SplitReviewers),
             share(Key::SplitStakers), share(Key::SplitTreasury)}};
}

} // namespace datanet::sync

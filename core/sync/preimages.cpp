#include "sync/preimages.h"

#include "crypto/digest.h"
#include "sync/contribution_index.h"

#include <algorithm>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::Bytes32;
using base::ErrorKind;
using base::fail;
using base::Result;
using light::Proven;

namespace {

using Log = chain::Receipt::Log;

// The first candidate whose bytes hash to the proven slot.
template <class T, class Preimage>
Proven<T> chosen(const Proven<Bytes32> &hash, const std::vector<T> &candidates, const QString &what, Preimage preimage)
{
    const auto number = hash.map([](const Bytes32 &value) { return *base::Uint256::fromBigEndian(value.view()); });
    std::optional<Proven<T>> last;
    for (const T &candidate : candidates) {
        const auto proven = light::provePreimage(number, preimage(candidate));
        last = proven.map([&](const base::Bytes &) { return candidate; });
        if (last->hasValue())
            return *last;
    }
    if (last)
        return *last;
    auto steps = hash.steps();
    steps.push_back({u"the server gives no event with the "_s + what, std::nullopt});
    return Proven<T>::unknown(hash.block(), std::move(steps));
}

// A slot that must not be empty; NotFound only on proof.
Result<Proven<Bytes32>> someHash(light::Snapshot &snapshot, const chain::StorageFact<Bytes32> &fact,
                                 const QString &what, base::TaskContext &context)
{
    auto hash = snapshot.read(fact, context);
    if (hash && hash->hasValue() && hash->value().isZero())
        return fail(ErrorKind::NotFound, u"there is no "_s + what);
    return hash;
}

// Logs that cannot be decoded are no answer, not an error.
template <class T, class Decode>
std::vector<T> decoded(const std::vector<Log> &logs, Decode decode)
{
    std::vector<T> values;
    for (const Log &log : logs) {
        if (auto value = decode(log))
            values.push_back(std::move(*value));
    }
    return values;
}

} // namespace

Result<chain::ProjectContracts> contractsOn(const Network &network)
{
    return chain::ProjectContracts::bind(network.contracts(), network.profile());
}

Result<std::vector<Log>> eventLogs(const Network &network, const light::Snapshot &snapshot,
                                   const chain::BoundContract &contract, const QString &event,
                                   std::vector<std::optional<Bytes32>> indexed, base::TaskContext &context)
{
    std::uint64_t from = 0;
    for (const auto &deployed : network.profile().contracts) {
        if (deployed.address == contract.address())
            from = deployed.block.value_or(0);
    }
    return network.node().logs(contract.filter(event, std::move(indexed), from, snapshot.block().number), context);
}

Result<Proven<chain::Commitment>> readCommitment(const Network &network, light::Snapshot &snapshot, std::uint64_t id,
                                                 base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto &contract = contracts->contributions;
    const auto hash = someHash(snapshot, contract.commitment(id), u"contribution %1"_s.arg(id), context);
    if (!hash)
        return fail(hash.error());
    const auto logs = eventLogs(network, snapshot, contract, u"Committed"_s, {chain::asTopic(id)}, context);
    if (!logs)
        return fail(logs.error());
    return chosen(*hash, decoded<chain::Commitment>(*logs, [&](const Log &log) { return contract.committed(log); }),
                  u"registration of contribution %1"_s.arg(id), [](const auto &value) { return value.preimage(); });
}

Result<Proven<chain::Opening>> readOpening(const Network &network, light::Snapshot &snapshot, std::uint64_t id,
                                           base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto &contract = contracts->contributions;
    const auto hash = someHash(snapshot, contract.opening(id), u"opened contribution %1"_s.arg(id), context);
    if (!hash)
        return fail(hash.error());
    const auto what = u"opening of contribution %1"_s.arg(id);
    const auto preimage = [](const chain::Opening &value) { return value.preimage(); };
    // What a list has read before spares looking through the whole chain.
    if (auto index = ContributionIndex::open(network, context)) {
        const auto told = index->store().told(id);
        const auto known = chosen(*hash, told ? *told : std::vector<chain::Opening>(), what, preimage);
        if (known.hasValue())
            return known;
    }
    const auto logs = eventLogs(network, snapshot, contract, u"Opened"_s, {chain::asTopic(id)}, context);
    if (!logs)
        return fail(logs.error());
    return chosen(*hash, decoded<chain::Opening>(*logs, [&](const Log &log) { return contract.opened(log); }), what,
                  preimage);
}

Result<Proven<chain::ContributionsContract::Delivery>> readDelivery(const Network &network, light::Snapshot &snapshot,
                                                                    std::uint64_t id, base::TaskContext &context)
{
    using Delivery = chain::ContributionsContract::Delivery;
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto &contract = contracts->contributions;
    const auto hash = someHash(snapshot, contract.delivery(id), u"delivery of contribution %1"_s.arg(id), context);
    if (!hash)
        return fail(hash.error());
    const auto logs = eventLogs(network, snapshot, contract, u"Delivered"_s, {chain::asTopic(id)}, context);
    if (!logs)
        return fail(logs.error());
    return chosen(*hash, decoded<Delivery>(*logs, [&](const Log &log) { return contract.delivered(log); }),
                  u"delivery of contribution %1"_s.arg(id), [](const Delivery &value) {
                      return chain::deliveryPreimage(value.round, value.sealedBundleHash, value.locator);
                  });
}

Result<Proven<chain::ReviewsContract::OpenedVote>> readOpenedVote(const Network &network, light::Snapshot &snapshot,
                                                                  std::uint64_t id, std::uint8_t round,
                                                                  std::uint8_t seat, base::TaskContext &context)
{
    using OpenedVote = chain::ReviewsContract::OpenedVote;
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto &contract = contracts->reviews;
    const auto what = u"opened vote of seat %1 on contribution %2"_s.arg(seat + 1).arg(id);
    const auto bitmap = someHash(snapshot, contract.bitmapHash(id, round, seat), what, context);
    if (!bitmap)
        return fail(bitmap.error());
    const auto slot = snapshot.read(contract.seat(id, round, seat), context);
    const auto vote = snapshot.read(contract.vote(id, round, seat), context);
    const auto logs = eventLogs(network, snapshot, contract, u"VoteOpened"_s, {chain::asTopic(id)}, context);
    if (!slot || !vote || !logs)
        return fail(!slot ? slot.error() : !vote ? vote.error() : logs.error());
    auto candidates = decoded<OpenedVote>(*logs, [&](const Log &log) { return contract.voteOpened(log); });
    std::erase_if(candidates, [&](const auto &value) { return value.round != round || value.seat != seat; });
    // The sealed vote binds every part; the bitmap's own hash is in it.
    if (slot->hasValue() && vote->hasValue()) {
        std::erase_if(candidates, [&](const OpenedVote &value) {
            const chain::Vote parts{id,
                                    round,
                                    slot->value().reviewer,
                                    value.verdict,
                                    crypto::keccak256(value.bitmap),
                                    value.reasonsHash,
                                    value.salt};
            return parts.hash(network.profile().chainId, contract.address()) != vote->value();
        });
    }
    return chosen(*bitmap, candidates, what, [](const OpenedVote &value) { return value.bitmap; });
}

Result<Proven<base::Bytes>> readAcceptedBitmap(const Network &network, light::Snapshot &snapshot, std::uint64_t id,
                                               std::uint8_t round, base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto &contract = contracts->reviews;
    const auto what = u"accepted records of contribution %1"_s.arg(id);
    const auto hash = someHash(snapshot, contract.acceptedBitmap(id, round), what, context);
    if (!hash)
        return fail(hash.error());
    const auto logs = eventLogs(network, snapshot, contract, u"RoundFinished"_s, {chain::asTopic(id)}, context);
    if (!logs)
        return fail(logs.error());
    std::vector<base::Bytes> candidates;
    for (const auto &finished : decoded<chain::ReviewsContract::FinishedRound>(
             *logs, [&](const Log &log) { return contract.roundFinished(log); })) {
        if (finished.round == round)
            candidates.push_back(finished.acceptedBitmap);
    }
    return chosen(*hash, candidates, what, [](const base::Bytes &value) { return value; });
}

Result<Proven<std::vector<chain::VersionLeaf>>> readVersionLeaves(const Network &network, light::Snapshot &snapshot,
                                                                  std::uint64_t datanet, std::uint32_t count,
                                                                  base::TaskContext &context)
{
    using Leaves = std::vector<chain::VersionLeaf>;
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto &contract = contracts->datanets;
    // Of version 0 it is zero, which proves an empty list.
    const auto kept = snapshot.read(contract.versionAcc(datanet, count), context);
    const auto logs = eventLogs(network, snapshot, contract, u"VersionPublished"_s, {chain::asTopic(datanet)}, context);
    if (!kept || !logs)
        return fail(!kept ? kept.error() : logs.error());
    Leaves leaves = decoded<chain::VersionLeaf>(*logs, [&](const Log &log) { return contract.published(log); });
    base::Digest accumulated;
    for (const auto &leaf : leaves)
        accumulated = chain::accumulated(accumulated, crypto::keccak256(leaf.preimage()));
    if (!kept->hasValue())
        return kept->map([](const Bytes32 &) { return Leaves(); });
    auto steps = kept->steps();
    if (leaves.size() == count && accumulated == kept->value()) {
        steps.push_back({u"the %1 versions accumulate to the value kept on chain"_s.arg(count), accumulated});
        return Proven<Leaves>(std::move(leaves), kept->level(), kept->block(), std::move(steps));
    }
    steps.push_back(
        {u"the server gives %1 of %2 versions, and they do not add up to the value kept on chain"_s.arg(leaves.size())
             .arg(count),
         accumulated});
    if (leaves.size() < count)
        return Proven<Leaves>::unknown(kept->block(), std::move(steps));
    return Proven<Leaves>::mismatch(kept->block(), std::move(steps));
}

} // namespace datanet::sync

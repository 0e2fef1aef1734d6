#include "sync/contributions.h"

#include "crypto/merkle_tree.h"
#include "sync/datanets.h"
#include "sync/inbox_client.h"
#include "sync/preimages.h"

#include <algorithm>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using chain::ContributionState;
using light::Proven;

namespace {

constexpr std::int64_t kMaximumReasons = 64 << 20;
constexpr std::size_t kMostSeats = 64;

bool hasPanel(ContributionState state)
{
    return state != ContributionState::Committed && state != ContributionState::Opened;
}

Result<Contribution> read(const Network &network, light::Snapshot &snapshot, const chain::ProjectContracts &contracts,
                          std::uint64_t id, base::TaskContext &context)
{
    const auto status = snapshot.read(contracts.contributions.status(id), context);
    const auto registered = snapshot.read(contracts.contributions.commitment(id), context);
    const auto published = snapshot.read(contracts.datanets.publishedIn(id), context);
    if (!status || !registered || !published)
        return fail(!status ? status.error() : !registered ? registered.error() : published.error());
    if (registered->hasValue() && registered->value().isZero())
        return fail(ErrorKind::NotFound, u"there is no contribution %1 on this network"_s.arg(id));

    Contribution result{id, *status, {}, {}, {}, {}};
    auto opening = readOpening(network, snapshot, id, context);
    if (opening)
        result.opening = std::move(*opening);
    else if (opening.error().kind != ErrorKind::NotFound)
        return fail(opening.error());
    if (published->hasValue() && published->value() > 0)
        result.publishedIn = published->map([](std::uint64_t number) { return static_cast<std::uint32_t>(number); });
    if (!status->hasValue() || status->value().round == 0 || !hasPanel(status->value().state))
        return result;

    const auto number = status->value().round;
    const auto round = snapshot.read(contracts.reviews.round(id, number), context);
    if (!round)
        return fail(round.error());
    result.round = *round;
    if (!round->hasValue())
        return result;
    std::vector<chain::StorageFact<chain::ReviewSeat>> facts;
    for (std::uint8_t seat = 0; seat < std::min<std::size_t>(round->value().size, kMostSeats); ++seat)
        facts.push_back(contracts.reviews.seat(id, number, seat));
    const auto seats = snapshot.readAll(facts, context);
    if (!seats)
        return fail(seats.error());
    for (const auto &slot : *seats) {
        const auto seat = static_cast<std::uint8_t>(result.panel.size());
        result.panel.push_back(slot.map(
            [seat](const chain::ReviewSeat &value) { return PanelSeat{seat, value.reviewer, value.state, value.verdict}; }));
    }
    return result;
}

// Openings as the logs give them, in the order in which they were made, and whether they are all there are.
Result<ContributionList> list(const Network &network, light::Snapshot &snapshot, const chain::ProjectContracts &contracts,
                              const chain::StorageFact<chain::Collection> &fact,
                              std::vector<std::optional<base::Bytes32>> indexed, base::TaskContext &context)
{
    const auto kept = snapshot.read(fact, context);
    if (!kept)
        return fail(kept.error());
    ContributionList result{{}, kept->map([](const chain::Collection &value) { return value.count; })};
    if (kept->hasValue() && kept->value().count == 0)
        return result;
    const auto logs = eventLogs(network, snapshot, contracts.contributions, u"Opened"_s, std::move(indexed), context);
    if (!logs)
        return fail(logs.error());
    chain::Collection replayed;
    std::vector<std::uint64_t> ids;
    for (const auto &log : *logs) {
        const auto opening = contracts.contributions.opened(log);
        if (!opening)
            continue;
        replayed = replayed.with(opening->hash());
        ids.push_back(opening->id);
    }
    if (kept->hasValue()) {
        auto steps = kept->steps();
        if (replayed == kept->value()) {
            result.count = result.count.explained({u"the list has as many entries, and they add up to the value kept on chain"_s,
                                                   std::nullopt});
        } else {
            steps.push_back({u"a server gave a list of %1 that does not add up to the %2 kept on chain"_s.arg(ids.size())
                                 .arg(kept->value().count), std::nullopt});
            result.count = Proven<std::uint64_t>::mismatch(kept->block(), std::move(steps));
        }
    }
    // What the list says of each is proven on its own, whatever became of the whole.
    std::sort(ids.begin(), ids.end(), std::greater());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    for (const auto id : ids) {
        if (context.cancelled())
            return base::cancelled();
        auto one = read(network, snapshot, contracts, id, context);
        if (!one && one.error().kind == ErrorKind::NotFound)
            continue; // invented by the server
        if (!one)
            return fail(one.error());
        result.contributions.push_back(std::move(*one));
    }
    return result;
}

// Where small objects of a datanet are, for reading; nothing where it names none.
Result<QUrl> inboxOf(const Network &network, light::Snapshot &snapshot, std::uint64_t datanet, base::TaskContext &context)
{
    const auto facts = readDatanet(network, snapshot, datanet, context);
    if (!facts)
        return fail(facts.error());
    const auto texts = requireValue(facts->texts, u"the texts of datanet %1"_s.arg(datanet));
    if (!texts)
        return fail(texts.error());
    return QUrl(texts->inbox);
}

std::uint8_t shownRound(const ContributionStatus &status)
{
    return status.decidedRound != 0 ? status.decidedRound : status.round;
}

} // namespace

std::uint64_t Contribution::datanet() const
{
    return opening && opening->hasValue() ? opening->value().datanet : 0;
}

std::optional<Proven<base::Address>> Contribution::contributor() const
{
    if (!opening)
        return std::nullopt;
    return opening->map([](const chain::Opening &value) { return value.contributor; });
}

std::optional<PanelSeat> Contribution::seatOf(const base::Address &account) const
{
    for (const auto &seat : panel) {
        if (seat.hasValue() && seat.value().reviewer == account)
            return seat.value();
    }
    return std::nullopt;
}

Result<Contribution> readContribution(const Network &network, light::Snapshot &snapshot, std::uint64_t id,
                                      base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    return read(network, snapshot, *contracts, id, context);
}

Result<ContributionList> contributionsOf(const Network &network, light::Snapshot &snapshot,
                                         const base::Address &contributor, base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    return list(network, snapshot, *contracts, contracts->contributions.ofContributor(contributor),
                {std::nullopt, std::nullopt, chain::asTopic(contributor)}, context);
}

Result<ContributionList> contributionsTo(const Network &network, light::Snapshot &snapshot, std::uint64_t datanet,
                                         base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    return list(network, snapshot, *contracts, contracts->contributions.ofDatanet(datanet),
                {std::nullopt, chain::asTopic(datanet)}, context);
}

Result<std::vector<SeatReasons>> reasonsOf(const Network &network, light::Snapshot &snapshot, std::uint64_t id,
                                           base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto contribution = readContribution(network, snapshot, id, context);
    if (!contribution)
        return fail(contribution.error());
    const auto status = requireValue(contribution->status, u"the state of contribution %1"_s.arg(id));
    if (!status)
        return fail(status.error());
    std::vector<SeatReasons> result;
    if (!contribution->opening || status->round == 0)
        return result;
    const auto number = shownRound(*status);
    const auto round = snapshot.read(contracts->reviews.round(id, number), context);
    const auto inbox = inboxOf(network, snapshot, contribution->datanet(), context);
    if (!round || !inbox)
        return fail(!round ? round.error() : inbox.error());
    const std::size_t size = round->hasValue() ? std::min<std::size_t>(round->value().size, kMostSeats) : 0;
    for (std::uint8_t seat = 0; seat < size; ++seat) {
        const auto slot = snapshot.read(contracts->reviews.seat(id, number, seat), context);
        const auto hash = snapshot.read(contracts->reviews.reasonsHash(id, number, seat), context);
        if (!slot || !hash)
            return fail(!slot ? slot.error() : hash.error());
        if (!slot->hasValue() || !hash->hasValue() || slot->value().state != chain::SeatState::Opened)
            continue;
        SeatReasons one{seat, slot->value().reviewer, slot->value().verdict, chain::weaker(slot->level(), hash->level()), {}, {}};
        const InboxClient client(*inbox);
        const auto bytes = InboxClient::fetch(client.locator(hash->value()), hash->value(), DigestKind::Keccak256,
                                              kMaximumReasons, context);
        if (!bytes && bytes.error().kind == ErrorKind::Cancelled)
            return base::cancelled();
        auto reasons = bytes ? curation::reasonsFromJson(*bytes) : Result<std::vector<curation::Reason>>(fail(bytes.error()));
        if (reasons)
            one.reasons = std::move(*reasons);
        else
            one.problem = reasons.error().what;
        result.push_back(std::move(one));
    }
    return result;
}

Result<std::vector<RecordOutcome>> outcomesOf(const Network &network, light::Snapshot &snapshot, std::uint64_t id,
                                              const std::vector<base::Digest> &ids, base::TaskContext &context)
{
    const auto contribution = readContribution(network, snapshot, id, context);
    if (!contribution)
        return fail(contribution.error());
    const auto status = requireValue(contribution->status, u"the state of contribution %1"_s.arg(id));
    if (!status)
        return fail(status.error());
    if (status->decidedRound == 0 || !contribution->opening)
        return fail(ErrorKind::NotFound, u"contribution %1 has no result yet"_s.arg(id));
    const auto opening = requireValue(*contribution->opening, u"the opening of contribution %1"_s.arg(id));
    if (!opening)
        return fail(opening.error());

    std::vector<bool> accepted(opening->count, false);
    const auto bitmap = readAcceptedBitmap(network, snapshot, id, status->decidedRound, context);
    if (bitmap) {
        const auto bytes = requireValue(*bitmap, u"the accepted records of contribution %1"_s.arg(id));
        auto bits = bytes ? curation::bitmapFromBytes(*bytes, opening->count) : Result<std::vector<bool>>(fail(bytes.error()));
        if (!bits)
            return fail(bits.error());
        accepted = std::move(*bits);
    } else if (bitmap.error().kind != ErrorKind::NotFound) {
        return fail(bitmap.error());
    }

    std::vector<RecordOutcome> outcomes(opening->count);
    const auto root = crypto::ascendingMerkleRoot(crypto::MerkleKind::Record, ids);
    const bool named = !ids.empty() && root && *root == opening->recordsRoot;
    for (std::uint64_t position = 0; position < outcomes.size(); ++position) {
        outcomes[position].position = position;
        outcomes[position].accepted = accepted[position];
        if (named)
            outcomes[position].id = ids[position];
    }
    const auto given = reasonsOf(network, snapshot, id, context);
    if (!given)
        return fail(given.error());
    for (const auto &seat : *given) {
        for (const auto &reason : seat.reasons.value_or(std::vector<curation::Reason>())) {
            if (reason.position >= 0 && std::uint64_t(reason.position) < outcomes.size())
                outcomes[std::size_t(reason.position)].reasons.push_back(reason);
        }
    }
    for (auto &outcome : outcomes) {
        if (!outcome.accepted && outcome.reasons.empty())
            outcome.reasons.push_back({static_cast<std::int64_t>(outcome.position), u"other"_s, u"no reason given"_s, {}});
    }
    return outcomes;
}

} // namespace datanet::sync

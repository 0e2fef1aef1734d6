#include "sync/contributions.h"

#include "sync/preimages.h"

#include <algorithm>
#include <functional>
#include <map>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;
using chain::ContributionState;
using light::Proven;

namespace {

constexpr std::size_t kMostSeats = 64;

bool hasPanel(ContributionState state)
{
    return state != ContributionState::Committed && state != ContributionState::Opened;
}

// Slots of many contributions in few requests; what is read afterwards is there already.
template <class T>
Status fetchAll(light::Snapshot &snapshot, const std::vector<chain::StorageFact<T>> &facts, base::TaskContext &context)
{
    const auto values = snapshot.readAll(facts, context);
    return values ? Status() : Status(fail(values.error()));
}

std::vector<chain::StorageFact<chain::ReviewSeat>> seatsOf(const chain::ProjectContracts &contracts, std::uint64_t id,
                                                           std::uint8_t round, std::size_t size)
{
    std::vector<chain::StorageFact<chain::ReviewSeat>> facts;
    for (std::uint8_t seat = 0; seat < std::min(size, kMostSeats); ++seat)
        facts.push_back(contracts.reviews.seat(id, round, seat));
    return facts;
}

Status fetchMany(light::Snapshot &snapshot, const chain::ProjectContracts &contracts,
                 const std::vector<std::uint64_t> &ids, base::TaskContext &context)
{
    std::vector<chain::StorageFact<base::Bytes32>> hashes;
    std::vector<chain::StorageFact<std::uint64_t>> published;
    std::vector<chain::StorageFact<ContributionStatus>> states;
    for (const auto id : ids) {
        hashes.push_back(contracts.contributions.commitment(id));
        hashes.push_back(contracts.contributions.opening(id));
        published.push_back(contracts.datanets.publishedIn(id));
        states.push_back(contracts.contributions.status(id));
    }
    if (auto done = fetchAll(snapshot, hashes, context); !done)
        return done;
    if (auto done = fetchAll(snapshot, published, context); !done)
        return done;
    const auto known = snapshot.readAll(states, context);
    if (!known)
        return fail(known.error());
    std::vector<chain::StorageFact<chain::ReviewRound>> rounds;
    std::vector<std::pair<std::uint64_t, std::uint8_t>> places;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto &status = (*known)[i];
        if (!status.hasValue() || status.value().round == 0 || !hasPanel(status.value().state))
            continue;
        places.emplace_back(ids[i], status.value().round);
        rounds.push_back(contracts.reviews.round(ids[i], status.value().round));
    }
    const auto drawn = snapshot.readAll(rounds, context);
    if (!drawn)
        return fail(drawn.error());
    std::vector<chain::StorageFact<chain::ReviewSeat>> seats;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const auto more = seatsOf(contracts, places[i].first, places[i].second,
                                  (*drawn)[i].hasValue() ? (*drawn)[i].value().size : 0);
        seats.insert(seats.end(), more.begin(), more.end());
    }
    return fetchAll(snapshot, seats, context);
}

// The opening, out of a list that has it already or else asked for alone.
Result<std::optional<Proven<chain::Opening>>> openingOf(const Network &network, light::Snapshot &snapshot,
                                                        const chain::ProjectContracts &contracts, std::uint64_t id,
                                                        const chain::Opening *listed, base::TaskContext &context)
{
    if (listed) {
        const auto hash = snapshot.read(contracts.contributions.opening(id), context);
        if (!hash)
            return fail(hash.error());
        const auto proven = light::provePreimage(
            hash->map([](const base::Bytes32 &value) { return *base::Uint256::fromBigEndian(value.view()); }),
            listed->preimage());
        if (proven.hasValue())
            return std::optional(proven.map([&](const base::Bytes &) { return *listed; }));
    }
    auto opening = readOpening(network, snapshot, id, context);
    if (opening)
        return std::optional(std::move(*opening));
    if (opening.error().kind == ErrorKind::NotFound)
        return std::optional<Proven<chain::Opening>>();
    return fail(opening.error());
}

Result<Contribution> read(const Network &network, light::Snapshot &snapshot, const chain::ProjectContracts &contracts,
                          std::uint64_t id, const chain::Opening *listed, base::TaskContext &context)
{
    const auto status = snapshot.read(contracts.contributions.status(id), context);
    const auto registered = snapshot.read(contracts.contributions.commitment(id), context);
    const auto published = snapshot.read(contracts.datanets.publishedIn(id), context);
    if (!status || !registered || !published)
        return fail(!status ? status.error() : !registered ? registered.error() : published.error());
    if (registered->hasValue() && registered->value().isZero())
        return fail(ErrorKind::NotFound, u"there is no contribution %1 on this network"_s.arg(id));

    Contribution result{id, *status, {}, {}, {}, {}};
    auto opening = openingOf(network, snapshot, contracts, id, listed, context);
    if (!opening)
        return fail(opening.error());
    result.opening = std::move(*opening);
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
    const auto seats = snapshot.readAll(seatsOf(contracts, id, number, round->value().size), context);
    if (!seats)
        return fail(seats.error());
    for (const auto &slot : *seats) {
        const auto seat = static_cast<std::uint8_t>(result.panel.size());
        result.panel.push_back(slot.map([seat](const chain::ReviewSeat &value) {
            return PanelSeat{seat, value.reviewer, value.state, value.verdict};
        }));
    }
    return result;
}

// Openings as the logs give them, in the order in which they were made, and whether they are all there are.
Result<ContributionList> list(const Network &network, light::Snapshot &snapshot,
                              const chain::ProjectContracts &contracts,
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
    std::map<std::uint64_t, chain::Opening, std::greater<>> openings; // newest first
    std::size_t given = 0;
    for (const auto &log : *logs) {
        const auto opening = contracts.contributions.opened(log);
        if (!opening)
            continue;
        replayed = replayed.with(opening->hash());
        openings.insert_or_assign(opening->id, *opening);
        ++given;
    }
    if (kept->hasValue()) {
        auto steps = kept->steps();
        if (replayed == kept->value()) {
            result.count = result.count.explained(
                {u"the list has as many entries, and they add up to the value kept on chain"_s, std::nullopt});
        } else {
            steps.push_back(
                {u"a server gave a list of %1 that does not add up to the %2 kept on chain"_s.arg(given).arg(
                     kept->value().count),
                 std::nullopt});
            result.count = Proven<std::uint64_t>::mismatch(kept->block(), std::move(steps));
        }
    }
    // What the list says of each is proven on its own, whatever became of the whole.
    std::vector<std::uint64_t> ids;
    for (const auto &[id, opening] : openings)
        ids.push_back(id);
    if (auto done = fetchMany(snapshot, contracts, ids, context); !done)
        return fail(done.error());
    for (const auto &[id, opening] : openings) {
        if (context.cancelled())
            return base::cancelled();
        auto one = read(network, snapshot, contracts, id, &opening, context);
        if (!one && one.error().kind == ErrorKind::NotFound)
            continue; // invented by the server
        if (!one)
            return fail(one.error());
        result.contributions.push_back(std::move(*one));
    }
    return result;
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
    return read(network, snapshot, *contracts, id, nullptr, context);
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

} // namespace datanet::sync

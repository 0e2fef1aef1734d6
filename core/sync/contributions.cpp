#include "sync/contributions.h"

#include "sync/contribution_index.h"
#include "sync/preimages.h"

#include <algorithm>

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

template <class T>
void add(const chain::StorageFact<T> &fact, std::vector<chain::StorageField> &fields)
{
    if (fact.fields)
        fields.insert(fields.end(), fact.fields->begin(), fact.fields->end());
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
    std::vector<chain::StorageField> fields;
    std::vector<chain::StorageFact<ContributionStatus>> states;
    for (const auto id : ids) {
        add(contracts.contributions.commitment(id), fields);
        add(contracts.contributions.opening(id), fields);
        add(contracts.datanets.publishedIn(id), fields);
        states.push_back(contracts.contributions.status(id));
        add(states.back(), fields);
    }
    if (const auto fetched = snapshot.fields(fields, context); !fetched)
        return fail(fetched.error());
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
            return PanelSeat{seat, value.reviewer, value.state, value.verdict, value.unpaid};
        }));
    }
    return result;
}

using Entries = std::vector<OpeningStore::Entry>;

bool isFinished(ContributionState state)
{
    return state >= ContributionState::ChangesRequested;
}

// One for each entry, in their order.
Result<std::vector<Proven<ContributionStatus>>> statusesOf(ContributionIndex &index, light::Snapshot &snapshot,
                                                           const chain::ProjectContracts &contracts,
                                                           const Entries &entries, base::TaskContext &context)
{
    std::vector<std::optional<Proven<ContributionStatus>>> known(entries.size());
    std::vector<chain::StorageFact<ContributionStatus>> facts;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        auto kept = index.store().lastStatus(entries[i].opening.id);
        if (!kept)
            return fail(kept.error());
        // What was known less well than it can be now, or is of a later block, is read again.
        if (*kept && chain::reaches((*kept)->level(), snapshot.level())
            && (*kept)->block().number <= snapshot.block().number)
            known[i] = std::move(*kept);
        else
            facts.push_back(contracts.contributions.status(entries[i].opening.id));
    }
    auto read = snapshot.readAll(facts, context);
    if (!read)
        return fail(read.error());
    std::vector<Proven<ContributionStatus>> statuses;
    std::vector<OpeningStore::LastStatus> last;
    auto next = read->begin();
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (known[i]) {
            statuses.push_back(std::move(*known[i]));
            continue;
        }
        if (next->hasValue() && next->level() > light::Level::Unknown && statusIsLast(next->value()))
            last.push_back({entries[i].opening.id, *next});
        statuses.push_back(std::move(*next++));
    }
    if (auto kept = index.store().keepLast(last); !kept)
        return fail(kept.error());
    return statuses;
}

// Leaves the newest of what is finished, and everything else.
base::Status leaveOutFinished(ContributionIndex &index, light::Snapshot &snapshot,
                              const chain::ProjectContracts &contracts, std::size_t most, Entries &entries,
                              base::TaskContext &context)
{
    if (entries.size() <= most)
        return {};
    const auto statuses = statusesOf(index, snapshot, contracts, entries, context);
    if (!statuses)
        return fail(statuses.error());
    std::size_t finished = 0;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto &status = (*statuses)[i];
        if (status.hasValue() && isFinished(status.value().state) && ++finished > most)
            continue;
        entries[kept++] = entries[i];
    }
    entries.resize(kept);
    return {};
}

Result<ContributionList> list(const Network &network, light::Snapshot &snapshot, const OpeningList &which,
                              const ContributionRange &range, base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    auto index = ContributionIndex::open(network, context);
    if (!contracts || !index)
        return fail(!contracts ? contracts.error() : index.error());
    auto page = index->page(snapshot, which, range.before, range.limit, context);
    if (!page)
        return fail(page.error());
    ContributionList result{{}, page->count, {}};
    if (!page->entries.empty() && page->entries.back().place > 1)
        result.next = page->entries.back().place;
    if (auto left = leaveOutFinished(*index, snapshot, *contracts, range.finished, page->entries, context); !left)
        return fail(left.error());
    // What the list says of each is proven on its own, whatever became of the whole.
    std::vector<std::uint64_t> ids;
    for (const auto &entry : page->entries)
        ids.push_back(entry.opening.id);
    if (auto done = fetchMany(snapshot, *contracts, ids, context); !done)
        return fail(done.error());
    for (const auto &entry : page->entries) {
        if (context.cancelled())
            return base::cancelled();
        auto one = read(network, snapshot, *contracts, entry.opening.id, &entry.opening, context);
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
                                         const base::Address &contributor, base::TaskContext &context,
                                         const ContributionRange &range)
{
    return list(network, snapshot, contributor, range, context);
}

Result<ContributionList> contributionsTo(const Network &network, light::Snapshot &snapshot, std::uint64_t datanet,
                                         base::TaskContext &context, const ContributionRange &range)
{
    return list(network, snapshot, datanet, range, context);
}

Result<ContributionStates> contributionStates(const Network &network, light::Snapshot &snapshot,
                                              const OpeningList &which, base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    auto index = ContributionIndex::open(network, context);
    if (!contracts || !index)
        return fail(!contracts ? contracts.error() : index.error());
    const auto all = index->page(snapshot, which, 0, std::numeric_limits<std::size_t>::max(), context);
    if (!all)
        return fail(all.error());
    ContributionStates result{{}, all->count};
    if (!all->count.hasValue())
        return result;
    auto statuses = statusesOf(*index, snapshot, *contracts, all->entries, context);
    if (!statuses)
        return fail(statuses.error());
    for (std::size_t i = 0; i < statuses->size(); ++i) {
        const auto &opening = all->entries[i].opening;
        result.entries.push_back({opening.id, opening.datanet, opening.contributor, std::move((*statuses)[i])});
    }
    return result;
}

} // namespace datanet::sync

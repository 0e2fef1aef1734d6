#include "sync/payout_inputs.h"

#include "crypto/digest.h"
#include "sync/preimages.h"

#include <algorithm>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;
using chain::ParameterKey;

namespace {

constexpr std::uint64_t kMostSeats = std::uint64_t(1) << 16;

// Reads one value that must be known.
template <class T>
Result<T> requiredFact(light::Snapshot &snapshot, const chain::StorageFact<T> &fact, const QString &what,
                       base::TaskContext &context)
{
    const auto value = snapshot.read(fact, context);
    return value ? requireValue(*value, what) : fail(value.error());
}

// The value of a history kept by the contract as it was at a block; nothing before its first entry.
Result<std::optional<base::Uint256>> historyValueAt(light::Snapshot &snapshot,
                                                    const chain::StorageLayout::Place &history, std::uint64_t block,
                                                    base::TaskContext &context)
{
    const auto list = history.member(u"_checkpoints"_s);
    const auto read = [&](const chain::StorageLayout::Place &place) -> Result<base::Uint256> {
        const auto field = place.field();
        if (!field)
            return fail(field.error());
        const auto value = snapshot.field(*field, context);
        return value ? requireValue(*value, field->name) : fail(value.error());
    };
    const auto entries = read(list.length());
    if (!entries)
        return fail(entries.error());
    for (std::uint64_t entry = entries->toUint64().value_or(0); entry > 0; --entry) {
        const auto key = read(list.at(base::Uint256(entry - 1)).member(u"_key"_s));
        if (!key)
            return fail(key.error());
        if (*key > base::Uint256(block))
            continue;
        const auto value = read(list.at(base::Uint256(entry - 1)).member(u"_value"_s));
        return value ? Result<std::optional<base::Uint256>>(*value) : fail(value.error());
    }
    return std::optional<base::Uint256>();
}

// The juror set as it was at a block, one entry a seat.
Result<std::vector<base::Address>> jurorsAt(light::Snapshot &snapshot, const chain::StakesContract &stakes,
                                            std::uint64_t block, base::TaskContext &context)
{
    const auto place = [&](const QString &name) {
        return stakes.artefact()
            .layout.variable(stakes.address(), name)
            .at(base::Uint256(static_cast<std::uint8_t>(chain::StakeRole::Juror)))
            .at(base::Uint256(0));
    };
    const auto size = historyValueAt(snapshot, place(u"_sizes"_s), block, context);
    if (!size)
        return fail(size.error());
    const std::uint64_t members = size->value_or(base::Uint256()).toUint64().value_or(kMostSeats + 1);
    if (members > kMostSeats)
        return fail(ErrorKind::Invalid, u"there are more jurors than an epoch can name"_s);
    std::vector<base::Address> jurors;
    for (std::uint64_t index = 0; index < members; ++index) {
        const auto member = historyValueAt(snapshot, place(u"_members"_s).at(base::Uint256(index)), block, context);
        if (!member)
            return fail(member.error());
        jurors.push_back(chain::asAddress(member->value_or(base::Uint256())));
    }
    return jurors;
}

// The accounts that opened a vote in the round that decided about a contribution; zero for a seat that is not paid.
Result<std::vector<base::Address>> reviewersOf(light::Snapshot &snapshot, const chain::ProjectContracts &contracts,
                                               std::uint64_t id, base::TaskContext &context)
{
    const QString what = u"the review of contribution %1"_s.arg(id);
    const auto status = requiredFact(snapshot, contracts.contributions.status(id), what, context);
    if (!status)
        return fail(status.error());
    const auto round = requiredFact(snapshot, contracts.reviews.round(id, status->decidedRound), what, context);
    if (!round)
        return fail(round.error());
    std::vector<chain::StorageFact<chain::ReviewSeat>> facts;
    for (std::uint8_t seat = 0; seat < round->size; ++seat)
        facts.push_back(contracts.reviews.seat(id, status->decidedRound, seat));
    const auto seats = snapshot.readAll(facts, context);
    if (!seats)
        return fail(seats.error());
    std::vector<base::Address> reviewers;
    for (const auto &seat : *seats) {
        const auto known = requireValue(seat, what);
        if (!known)
            return fail(known.error());
        if (known->state == chain::SeatState::Opened)
            reviewers.push_back(known->unpaid ? base::Address() : known->reviewer);
    }
    return reviewers;
}

// The model's prices up to the settlement, and the models it was made from.
Status addModelHistory(const Network &network, light::Snapshot &snapshot, rewards::EpochInputs &inputs,
                       base::TaskContext &context)
{
    const auto &settlement = inputs.settlement;
    const auto versions = readModelVersions(network, snapshot, settlement.model, context);
    if (!versions)
        return fail(versions.error());
    const ModelEntry *settled = nullptr;
    for (const ModelEntry &entry : *versions) {
        const bool same = !inputs.prices.empty() && inputs.prices.back().in == entry.model.priceIn
            && inputs.prices.back().out == entry.model.priceOut;
        if (!same) {
            const auto since = timeOfModelVersion(network, snapshot, settlement.model, entry.model.version, context);
            if (!since)
                return fail(since.error());
            const rewards::Prices prices{static_cast<std::int64_t>(*since), entry.model.priceIn, entry.model.priceOut};
            if (!inputs.prices.empty() && inputs.prices.back().since == prices.since)
                inputs.prices.back() = prices; // twice in one block: the later one holds
            else
                inputs.prices.push_back(prices);
        }
        if (crypto::keccak256(entry.model.preimage()) == settlement.modelHash) {
            settled = &entry;
            break;
        }
    }
    if (!settled)
        return fail(ErrorKind::Corrupt,
                    u"the settled version of model %1 is not among its versions"_s.arg(settlement.model));
    chain::Model model = settled->model;
    inputs.rules.lineage.push_back({model.id, settlement.payee, model.royalty});
    while (model.parent != 0 && inputs.rules.lineage.size() <= rewards::kMaximumParents) {
        const auto proven = readModel(network, snapshot, model.parent, context);
        if (!proven)
            return fail(proven.error());
        const auto parent = requireValue(*proven, u"model %1"_s.arg(model.parent));
        if (!parent)
            return fail(parent.error());
        model = parent->model;
        inputs.rules.lineage.push_back({model.id, model.owner, model.royalty});
    }
    return {};
}

// The final epoch before, if there is one.
Result<rewards::PreviousRewards> previousOf(const Network &network, light::Snapshot &snapshot,
                                            const chain::ProjectContracts &contracts,
                                            const chain::Settlement &settlement, base::TaskContext &context)
{
    for (std::uint64_t epoch = settlement.previous; epoch != 0;) {
        const auto state = requiredFact(snapshot, contracts.inference.state(settlement.model, epoch),
                                        u"the state of epoch %1"_s.arg(epoch), context);
        if (!state)
            return fail(state.error());
        if (*state == EpochState::Final) {
            const auto proven = readProposal(network, snapshot, settlement.model, epoch, context);
            if (!proven)
                return fail(proven.error());
            const auto proposed = requireValue(*proven, u"the result of epoch %1"_s.arg(epoch));
            if (!proposed)
                return fail(proposed.error());
            const auto &proposal = proposed->proposal;
            return rewards::PreviousRewards{
                epoch, proposal.statementHash, {proposal.rewardCount, proposal.rewardTop, proposal.rewardSum}};
        }
        if (*state != EpochState::Void)
            return fail(ErrorKind::Conflict,
                        u"epoch %1 of model %2 is not resolved yet"_s.arg(epoch).arg(settlement.model),
                        u"datanet epoch show %1"_s.arg(settlement.model));
        const auto proven = readSettlement(network, snapshot, settlement.model, epoch, context);
        if (!proven)
            return fail(proven.error());
        const auto before = requireValue(*proven, u"the settlement of epoch %1"_s.arg(epoch));
        if (!before)
            return fail(before.error());
        epoch = before->previous;
    }
    return rewards::PreviousRewards{};
}

} // namespace

Result<PayoutInputs> collectPayoutInputs(const Network &network, light::Snapshot &snapshot, std::uint64_t model,
                                         std::uint64_t epoch, base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto proven = readSettlement(network, snapshot, model, epoch, context);
    if (!proven)
        return fail(proven.error());
    const auto settlement = requireValue(*proven, u"the settlement of epoch %1 of model %2"_s.arg(epoch).arg(model));
    if (!settlement)
        return fail(settlement.error());
    PayoutInputs result;
    rewards::EpochInputs &inputs = result.inputs;
    inputs.chainId = network.profile().chainId;
    inputs.inferenceContract = contracts->inference.address();
    inputs.settlement = *settlement;
    const auto values = readParameters(network, snapshot, settlement->parametersId, context);
    if (!values)
        return fail(values.error());
    inputs.rules.parameters = divisionParameters(settlement->parametersId, *values);
    context.step(u"Reading the model's history"_s);
    if (auto added = addModelHistory(network, snapshot, inputs, context); !added)
        return fail(added.error());
    auto previous = previousOf(network, snapshot, *contracts, inputs.settlement, context);
    if (!previous)
        return fail(previous.error());
    inputs.previous = *previous;

    PublishedSelection selection;
    selection.until = settlement->settledAt;
    auto published = readPublished(network, snapshot, selection, context);
    if (!published)
        return fail(published.error());
    for (const models::DataVersion &version : published->versions)
        inputs.data.push_back({version.datanet, version.number, version.acc});
    context.step(u"Reading who reviewed"_s);
    for (const auto &[id, contribution] : published->contributions) {
        auto reviewers = reviewersOf(snapshot, *contracts, id, context);
        if (!reviewers)
            return fail(reviewers.error());
        inputs.rules.contributions.emplace(
            id, rewards::Contribution{id, contribution.payee, contribution.recordsRoot, std::move(*reviewers)});
    }
    auto jurors = jurorsAt(snapshot, contracts->stakes, settlement->snapshotBlock, context);
    if (!jurors)
        return fail(jurors.error());
    inputs.rules.jurors = std::move(*jurors);
    result.published = std::move(*published);
    return result;
}

} // namespace datanet::sync

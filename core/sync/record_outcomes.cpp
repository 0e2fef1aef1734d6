#include "crypto/merkle_tree.h"
#include "sync/contributions.h"
#include "sync/datanets.h"
#include "sync/inbox_client.h"
#include "sync/preimages.h"

#include <algorithm>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr std::int64_t kMaximumReasons = 64 << 20;
constexpr std::size_t kMostSeatsRead = 64;

// Where small objects of a datanet are, for reading; nothing where it names none.
Result<QUrl> inboxOf(const Network &network, light::Snapshot &snapshot, std::uint64_t datanet,
                     base::TaskContext &context)
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
    const std::size_t size = round->hasValue() ? std::min<std::size_t>(round->value().size, kMostSeatsRead) : 0;
    for (std::uint8_t seat = 0; seat < size; ++seat) {
        const auto slot = snapshot.read(contracts->reviews.seat(id, number, seat), context);
        const auto hash = snapshot.read(contracts->reviews.reasonsHash(id, number, seat), context);
        if (!slot || !hash)
            return fail(!slot ? slot.error() : hash.error());
        if (!slot->hasValue() || !hash->hasValue() || slot->value().state != chain::SeatState::Opened)
            continue;
        const auto &holder = slot->value();
        SeatReasons one{
            seat, holder.reviewer, holder.verdict, holder.unpaid, chain::weaker(slot->level(), hash->level()), {}, {}};
        const InboxClient client(*inbox);
        const auto bytes = InboxClient::fetch(client.locator(hash->value()), hash->value(), DigestKind::Keccak256,
                                              kMaximumReasons, context);
        if (!bytes && bytes.error().kind == ErrorKind::Cancelled)
            return base::cancelled();
        auto reasons =
            bytes ? curation::reasonsFromJson(*bytes) : Result<std::vector<curation::Reason>>(fail(bytes.error()));
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
        auto bits =
            bytes ? curation::bitmapFromBytes(*bytes, opening->count) : Result<std::vector<bool>>(fail(bytes.error()));
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
    // Where all was sent back for what is said about some records, the others were not left out.
    const bool sentBack = std::ranges::none_of(outcomes, &RecordOutcome::accepted)
        && std::ranges::any_of(outcomes, [](const auto &outcome) { return !outcome.reasons.empty(); });
    for (auto &outcome : outcomes) {
        if (!outcome.accepted && outcome.reasons.empty() && !sentBack)
            outcome.reasons.push_back(
                {static_cast<std::int64_t>(outcome.position), u"other"_s, u"no reason given"_s, {}});
    }
    return outcomes;
}

} // namespace datanet::sync

#include "sync/review_agreement.h"

#include "curation/agreement.h"
#include "curation/review.h"
#include "sync/preimages.h"

#include <algorithm>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

// An empty bitmap is short for all or none, by the verdict.
Result<std::vector<bool>> decisionsOf(const base::Bytes &bitmap, chain::Verdict verdict, std::uint32_t count)
{
    if (bitmap.isEmpty())
        return std::vector<bool>(count, verdict == chain::Verdict::Accept);
    return curation::bitmapFromBytes(bitmap, count);
}

} // namespace

void measureAgreement(ReviewAgreement &agreement)
{
    std::vector<curation::Ratings> raters;
    for (const auto &seat : agreement.seats)
        raters.emplace_back(seat.accepted.begin(), seat.accepted.end());
    agreement.observed = curation::observedAgreement(raters);
    agreement.cohen = raters.size() == 2 ? curation::cohensKappa(raters[0], raters[1]) : std::nullopt;
    agreement.fleiss = curation::fleissKappa(raters);
    agreement.krippendorff = curation::krippendorffsAlpha(raters);
    agreement.differing = curation::differingUnits(raters);
    agreement.verdictsDiffer = std::ranges::any_of(
        agreement.seats, [&](const auto &seat) { return seat.verdict != agreement.seats.front().verdict; });
}

Result<ReviewAgreement> reviewAgreement(const Network &network, light::Snapshot &snapshot, std::uint64_t id,
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
    if (status->round == 0)
        return fail(ErrorKind::NotFound, u"contribution %1 has no reviewers yet"_s.arg(id));
    ReviewAgreement agreement;
    agreement.round = status->decidedRound != 0 ? status->decidedRound : status->round;
    agreement.records = status->count;
    const auto round = snapshot.read(contracts->reviews.round(id, agreement.round), context);
    if (!round)
        return fail(round.error());
    agreement.panel = round->hasValue() ? round->value().size : 0;
    auto given = reasonsOf(network, snapshot, id, context);
    if (!given)
        return fail(given.error());
    for (auto &one : *given) {
        const auto opened = readOpenedVote(network, snapshot, id, agreement.round, one.seat, context);
        if (!opened)
            return fail(opened.error());
        if (!opened->hasValue())
            continue;
        auto accepted = decisionsOf(opened->value().bitmap, one.verdict, status->count);
        if (accepted)
            agreement.seats.push_back({one.seat, one.reviewer, one.verdict, one.unpaid,
                                       chain::weaker(one.level, opened->level()), std::move(*accepted),
                                       std::move(one.reasons)});
    }
    measureAgreement(agreement);
    return agreement;
}

} // namespace datanet::sync

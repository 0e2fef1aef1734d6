#include "base/canonical_json.h"
#include "base/files.h"
#include "sync/datanets.h"
#include "sync/preimages.h"
#include "sync/review.h"
#include "sync/review_folder.h"

#include <algorithm>
#include <functional>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;

namespace {

constexpr std::uint32_t kLarge = 10'000; // records from which an unread submission counts as riskier
constexpr std::uint32_t kVeryLarge = 50'000;
constexpr std::size_t kFinishedShown = 100;

// What the queue shows of a submission that was opened here.
void addSummary(const ReviewFolder &folder, ReviewEntry &entry)
{
    entry.opened = folder.isOpened();
    const auto bytes = base::files::read(folder.summary(), 1 << 20);
    const auto summary = bytes ? base::parseObject(*bytes, 1 << 20) : Result<QJsonObject>(fail(bytes.error()));
    if (entry.opened && summary) {
        entry.title = summary->value(u"title"_s).toString();
        entry.risk = summary->value(u"blocking"_s).toInteger() > 0 ? 2
            : summary->value(u"caution"_s).toInteger() > 0         ? 1
                                                                   : 0;
        return;
    }
    const auto count = entry.contribution.status.hasValue() ? entry.contribution.status.value().count : 0;
    entry.risk = count > kVeryLarge ? 2 : count > kLarge ? 1 : 0;
}

struct Situation
{
    std::uint64_t now = 0; // the newest block's time
    bool owner = false;
    chain::ParameterValues parameters;
};

ReviewTask inReview(const ReviewEntry &entry, const ContributionStatus &status, const std::optional<PanelSeat> &seat,
                    const Situation &situation)
{
    const auto &round = entry.contribution.round;
    if (!round || !round->hasValue())
        return ReviewTask::Wait;
    const auto &votes = round->value();
    const bool sealingOver = votes.sealedCount == votes.size || situation.now > status.deadline;
    const auto revealEnd = status.deadline + situation.parameters[chain::ParameterKey::RevealWindow];
    if ((sealingOver && votes.openedCount + votes.exposedCount == votes.size) || situation.now > revealEnd)
        return ReviewTask::Finalize;
    if (seat && seat->state == chain::SeatState::Drawn && situation.now <= status.deadline)
        return ReviewTask::Read;
    if (seat && seat->state == chain::SeatState::Sealed && sealingOver)
        return ReviewTask::Reveal;
    return ReviewTask::Wait;
}

ReviewTask accepted(const ReviewEntry &entry, const ContributionStatus &status, const Situation &situation)
{
    if (situation.now <= status.deadline)
        return ReviewTask::Wait; // an appeal is possible
    const auto ownersUntil = status.deadline + situation.parameters[chain::ParameterKey::PublishWindow];
    if (situation.owner || (situation.now > ownersUntil && entry.opened))
        return ReviewTask::Publish;
    return entry.opened ? ReviewTask::HandOver : ReviewTask::Wait;
}

ReviewTask taskOf(const ReviewEntry &entry, const std::optional<PanelSeat> &seat, const Situation &situation)
{
    if (!entry.contribution.status.hasValue())
        return ReviewTask::Wait;
    const auto &status = entry.contribution.status.value();
    switch (status.state) {
    case ContributionState::Committed:
        return ReviewTask::Wait;
    case ContributionState::Opened:
        return situation.now <= status.deadline ? ReviewTask::Draw : ReviewTask::Expire;
    case ContributionState::PanelDrawn:
        return situation.now <= status.deadline ? ReviewTask::Wait : ReviewTask::Expire;
    case ContributionState::InReview:
        return inReview(entry, status, seat, situation);
    case ContributionState::Accepted:
    case ContributionState::PartlyAccepted:
        return accepted(entry, status, situation);
    case ContributionState::ChangesRequested:
    case ContributionState::Rejected:
    case ContributionState::NoRight:
    case ContributionState::Withdrawn:
    case ContributionState::ExpiredUnopened:
    case ContributionState::ExpiredUndelivered:
    case ContributionState::ExpiredUndecided:
    case ContributionState::Superseded:
    case ContributionState::Published:
        break;
    }
    return ReviewTask::Done;
}

int order(ReviewTask task)
{
    return task == ReviewTask::Done ? 2 : task == ReviewTask::Wait ? 1 : 0;
}

} // namespace

QString reviewTaskName(ReviewTask task)
{
    switch (task) {
    case ReviewTask::Wait:
        return u"wait"_s;
    case ReviewTask::Draw:
        return u"draw"_s;
    case ReviewTask::Read:
        return u"read"_s;
    case ReviewTask::Reveal:
        return u"reveal"_s;
    case ReviewTask::Finalize:
        return u"finalize"_s;
    case ReviewTask::HandOver:
        return u"hand-over"_s;
    case ReviewTask::Publish:
        return u"publish"_s;
    case ReviewTask::Expire:
        return u"expire"_s;
    case ReviewTask::Done:
        break;
    }
    return u"done"_s;
}

Result<ReviewQueue> reviewQueue(const Network &network, std::uint64_t datanet, const base::Address &reviewer,
                                base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    auto snapshot = network.latest(context);
    if (!snapshot)
        return fail(snapshot.error());
    const auto head = snapshot->read(contracts->datanets.head(datanet), context);
    auto list = contributionsTo(network, *snapshot, datanet, context, {.finished = kFinishedShown});
    if (!head || !list)
        return fail(!head ? head.error() : list.error());
    ReviewQueue queue{{}, list->count};
    for (auto &contribution : list->contributions) {
        ReviewEntry entry{std::move(contribution), {}, ReviewTask::Wait, 0, {}, false, false};
        const auto folder = ReviewFolder::of(network, entry.contribution.id);
        if (!folder)
            return fail(folder.error());
        addSummary(*folder, entry);
        Situation situation{snapshot->block().time, head->hasValue() && head->value().owner == reviewer, {}};
        if (entry.contribution.status.hasValue()) {
            const auto values =
                snapshot->read(contracts->parameters.values(entry.contribution.status.value().parametersId), context);
            if (!values)
                return fail(values.error());
            situation.parameters = values->optional().value_or(chain::ParameterValues());
        }
        const auto seat = entry.contribution.seatOf(reviewer);
        if (seat) {
            entry.seat = seat->seat;
            entry.sealed = seat->sealedVote();
        }
        entry.task = taskOf(entry, seat, situation);
        queue.entries.push_back(std::move(entry));
    }
    std::stable_sort(queue.entries.begin(), queue.entries.end(), [](const ReviewEntry &a, const ReviewEntry &b) {
        return std::pair(order(a.task), -a.risk) < std::pair(order(b.task), -b.risk);
    });
    return queue;
}

Result<ReviewQueue> appealQueue(const Network &network, const base::Address &juror, base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    auto snapshot = network.latest(context);
    if (!contracts || !snapshot)
        return fail(!contracts ? contracts.error() : snapshot.error());
    const auto proven = snapshot->read(contracts->datanets.count(), context);
    const auto datanets =
        proven ? requireValue(*proven, u"the number of datanets"_s) : Result<std::uint64_t>(fail(proven.error()));
    if (!datanets)
        return fail(datanets.error());
    ReviewQueue all{{}, proven->map([](std::uint64_t) { return std::uint64_t(0); })};
    for (std::uint64_t datanet = 1; datanet <= *datanets; ++datanet) {
        auto queue = reviewQueue(network, datanet, juror, context);
        if (!queue)
            return queue;
        all.count = light::combine(all.count, queue->count, std::plus<std::uint64_t>());
        for (auto &entry : queue->entries) {
            if (entry.contribution.status.hasValue() && entry.contribution.status.value().round > 1)
                all.entries.push_back(std::move(entry));
        }
    }
    std::stable_sort(all.entries.begin(), all.entries.end(), [](const ReviewEntry &a, const ReviewEntry &b) {
        return std::pair(order(a.task), -a.risk) < std::pair(order(b.task), -b.risk);
    });
    return all;
}

} // namespace datanet::sync

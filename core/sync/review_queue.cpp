#include "base/canonical_json.h"
#include "base/files.h"
#include "sync/datanets.h"
#include "sync/preimages.h"
#include "sync/review.h"
#include "sync/review_folder.h"

#include <algorithm>
#include <functional>
#include <limits>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;

namespace {

constexpr std::size_t kFinishedShown = 100;

// What the queue shows of a submission that was opened here; its findings.
std::optional<RiskFacts::Findings> addSummary(const ReviewFolder &folder, ReviewEntry &entry)
{
    entry.opened = folder.isOpened();
    if (!entry.opened)
        return std::nullopt;
    const auto bytes = base::files::read(folder.summary(), 1 << 20);
    const auto summary = bytes ? base::parseObject(*bytes, 1 << 20) : Result<QJsonObject>(fail(bytes.error()));
    if (!summary || !summary->contains(u"blocked"_s))
        return std::nullopt;
    entry.title = summary->value(u"title"_s).toString();
    return RiskFacts::Findings{summary->value(u"blocked"_s).toInteger(), summary->value(u"cautioned"_s).toInteger(),
                               summary->value(u"setRefused"_s).toBool()};
}

// How long it may stay where it is.
std::optional<std::uint64_t> windowOf(ContributionState state, const chain::ParameterValues &parameters)
{
    switch (state) {
    case ContributionState::Opened:
        return parameters[chain::ParameterKey::DrawWindow];
    case ContributionState::PanelDrawn:
        return parameters[chain::ParameterKey::DeliveryWindow];
    case ContributionState::InReview:
        return parameters[chain::ParameterKey::CommitWindow];
    default:
        return std::nullopt;
    }
}

struct Situation
{
    std::uint64_t now = 0; // the newest block's time
    bool owner = false;
    std::optional<chain::ParameterValues> parameters;
};

std::uint64_t parameter(const Situation &situation, chain::ParameterKey key)
{
    return situation.parameters ? (*situation.parameters)[key] : 0;
}

ReviewTask inReview(const ReviewEntry &entry, const ContributionStatus &status, const std::optional<PanelSeat> &seat,
                    const Situation &situation)
{
    const auto &round = entry.contribution.round;
    if (!round || !round->hasValue())
        return ReviewTask::Wait;
    const auto &votes = round->value();
    const bool sealingOver = votes.sealedCount == votes.size || situation.now > status.deadline;
    const auto revealEnd = status.deadline + parameter(situation, chain::ParameterKey::RevealWindow);
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
    const auto ownersUntil = status.deadline + parameter(situation, chain::ParameterKey::PublishWindow);
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

// Its age, and how closely to look at it.
void addRisk(const std::optional<RiskFacts::Findings> &findings, const Situation &situation,
             const std::optional<ContributorHistories> &histories, ReviewEntry &entry)
{
    if (!entry.contribution.status.hasValue())
        return;
    const auto &status = entry.contribution.status.value();
    RiskFacts facts;
    facts.findings = findings;
    facts.records = status.count;
    const auto contributor = entry.contribution.contributor();
    if (histories && contributor && contributor->hasValue()) {
        const auto found = histories->find(contributor->value());
        if (found != histories->end())
            facts.history = found->second;
    }
    const auto window = situation.parameters ? windowOf(status.state, *situation.parameters) : std::nullopt;
    if (window && *window <= status.deadline)
        entry.since = status.deadline - *window;
    if (window && entry.task == ReviewTask::Read && situation.now <= status.deadline)
        facts.time = {std::int64_t(*window), std::int64_t(status.deadline - situation.now)};
    entry.risk = riskOf(facts);
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

void sortQueue(std::vector<ReviewEntry> &entries, QueueOrder by)
{
    constexpr auto kLast = std::numeric_limits<std::int64_t>::max();
    const auto key = [by](const ReviewEntry &entry) -> std::int64_t {
        const auto &status = entry.contribution.status;
        switch (by) {
        case QueueOrder::Riskiest:
            return -entry.risk.score;
        case QueueOrder::Oldest:
            return entry.since ? std::int64_t(*entry.since) : kLast;
        case QueueOrder::Largest:
            return status.hasValue() ? -std::int64_t(status.value().count) : kLast;
        case QueueOrder::Deadline:
            return entry.since && status.hasValue() ? std::int64_t(status.value().deadline) : kLast;
        }
        return 0;
    };
    std::stable_sort(entries.begin(), entries.end(), [&](const ReviewEntry &a, const ReviewEntry &b) {
        return std::pair(order(a.task), key(a)) < std::pair(order(b.task), key(b));
    });
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
    const auto histories = contributorHistories(network, *snapshot, datanet, context);
    if (!histories)
        return fail(histories.error());
    ReviewQueue queue{{}, snapshot->block().time, list->count};
    for (auto &contribution : list->contributions) {
        ReviewEntry entry{std::move(contribution), {}, ReviewTask::Wait, {}, {}, {}, false, false};
        const auto folder = ReviewFolder::of(network, entry.contribution.id);
        if (!folder)
            return fail(folder.error());
        const auto findings = addSummary(*folder, entry);
        Situation situation{snapshot->block().time, head->hasValue() && head->value().owner == reviewer, {}};
        if (entry.contribution.status.hasValue()) {
            const auto values =
                snapshot->read(contracts->parameters.values(entry.contribution.status.value().parametersId), context);
            if (!values)
                return fail(values.error());
            situation.parameters = values->optional();
        }
        const auto seat = entry.contribution.seatOf(reviewer);
        if (seat) {
            entry.seat = seat->seat;
            entry.sealed = seat->sealedVote();
            entry.revealed = seat->openedVote();
        }
        entry.task = taskOf(entry, seat, situation);
        addRisk(findings, situation, *histories, entry);
        queue.entries.push_back(std::move(entry));
    }
    sortQueue(queue.entries, QueueOrder::Riskiest);
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
    ReviewQueue all{{}, snapshot->block().time, proven->map([](std::uint64_t) { return std::uint64_t(0); })};
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
    sortQueue(all.entries, QueueOrder::Riskiest);
    return all;
}

} // namespace datanet::sync

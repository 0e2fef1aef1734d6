#include "cli/review_queue_command.h"

#include "cli/account_access.h"
#include "cli/command.h"
#include "cli/contribution_text.h"
#include "cli/network_access.h"
#include "format/risk_text.h"
#include "sync/review.h"

#include <QJsonArray>

#include <array>
#include <map>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;
using sync::QueueOrder;

namespace {

struct QueueWords
{
    std::uint64_t datanet = 1;
    bool appeals = false;
    QueueOrder order = QueueOrder::Riskiest;
    int show = 50;
};

const std::map<std::string, QueueOrder> kOrders{{"risk", QueueOrder::Riskiest},
                                                {"age", QueueOrder::Oldest},
                                                {"size", QueueOrder::Largest},
                                                {"deadline", QueueOrder::Deadline}};

QJsonArray whyOf(const sync::Risk &risk)
{
    QJsonArray why;
    for (const auto &part : risk.parts)
        why.append(QJsonObject{{u"reason"_s, sync::riskReasonName(part.reason)},
                               {u"points"_s, part.points},
                               {u"count"_s, qint64(part.count)},
                               {u"of"_s, qint64(part.of)},
                               {u"words"_s, RiskText::sentence(part)}});
    return why;
}

std::optional<std::int64_t> ageOf(const sync::ReviewEntry &entry, std::uint64_t now)
{
    return entry.since && *entry.since <= now ? std::optional(std::int64_t(now - *entry.since)) : std::nullopt;
}

QJsonObject described(const sync::ReviewEntry &entry, std::uint64_t now)
{
    const auto &status = entry.contribution.status;
    const auto age = ageOf(entry, now);
    return {{u"contribution"_s, qint64(entry.contribution.id)},
            {u"task"_s, sync::reviewTaskName(entry.task)},
            {u"datanet"_s, qint64(entry.contribution.datanet())},
            {u"round"_s, status.hasValue() ? status.value().round : 0},
            {u"state"_s, status.hasValue() ? stateName(status.value().state) : u"unknown"_s},
            {u"records"_s, qint64(status.hasValue() ? status.value().count : 0)},
            {u"accepted"_s, qint64(status.hasValue() ? status.value().acceptedCount : 0)},
            {u"deadline"_s, qint64(status.hasValue() ? status.value().deadline : 0)},
            {u"ageSeconds"_s, age ? QJsonValue(qint64(*age)) : QJsonValue()},
            {u"seat"_s, entry.seat ? QJsonValue(*entry.seat) : QJsonValue()},
            {u"sealed"_s, entry.sealed},
            {u"opened"_s, entry.opened},
            {u"risk"_s, entry.risk.level()},
            {u"score"_s, entry.risk.score},
            {u"why"_s, whyOf(entry.risk)},
            {u"title"_s, entry.title},
            {u"level"_s, chain::trustSign(status.level())}};
}

void say(Session &session, const sync::ReviewEntry &entry, std::uint64_t now)
{
    const auto &status = entry.contribution.status;
    session.say(
        u"%1  %2  %3  %4 records  %5 [%6]"_s.arg(entry.contribution.id)
            .arg(sync::reviewTaskName(entry.task), status.hasValue() ? stateName(status.value().state) : u"unknown"_s)
            .arg(status.hasValue() ? status.value().count : 0)
            .arg(entry.title, chain::trustSign(status.level())));
    if (entry.task == sync::ReviewTask::Done)
        return;
    const auto age = ageOf(entry, now);
    session.say(u"    risk %1 of %2: %3%4"_s.arg(entry.risk.score)
                    .arg(sync::Risk::kMost)
                    .arg(RiskText::sentences(entry.risk).join(u"; "_s),
                         age ? u"; since "_s + RiskText::duration(*age).toLower() : QString()));
}

base::Result<Answer> queue(Session &session, const QueueWords &words)
{
    const auto network = openNetwork(session);
    const auto account = accountInUse(session);
    if (!network || !account)
        return base::fail(!network ? network.error() : account.error());
    auto queue = words.appeals ? sync::appealQueue(***network, account->address, session.context())
                               : sync::reviewQueue(***network, words.datanet, account->address, session.context());
    if (!queue)
        return base::fail(queue.error());
    sync::sortQueue(queue->entries, words.order);
    QJsonArray entries;
    for (const auto &entry : queue->entries) {
        if (entries.size() < words.show)
            say(session, entry, queue->time);
        entries.append(described(entry, queue->time));
        if (entry.task == sync::ReviewTask::Reveal)
            session.note(
                u"Your vote can be opened now, and costs the penalty if it is not: datanet review reveal %1"_s.arg(
                    entry.contribution.id));
    }
    if (entries.size() > words.show)
        session.note(u"%1 more (--show)"_s.arg(entries.size() - words.show));
    if (queue->entries.empty())
        session.say(words.appeals ? u"Nothing was appealed."_s : u"Nothing was sent to this datanet yet."_s);
    if (!queue->count.hasValue())
        session.note(u"The list is not complete: what the server gives does not add up to what the chain keeps."_s);
    session.answer({{u"queue"_s, entries},
                    {u"time"_s, qint64(queue->time)},
                    {u"count"_s, provenJson(queue->count, [](std::uint64_t value) { return number(qint64(value)); })}});
    return queue->count.level() == light::Level::Mismatch ? Answer::No : Answer::Yes;
}

} // namespace

void addReviewQueueCommand(CLI::App *review, Session &session)
{
    auto words = std::make_shared<QueueWords>();
    CLI::App *waiting = review->add_subcommand("queue",
                                               "What waits, what this account can do about it, and how "
                                               "closely to look: the score is explained");
    auto *ofDatanet = waiting->add_option("--datanet", words->datanet, "Number of the datanet")->capture_default_str();
    waiting->add_flag("--appeals", words->appeals, "What was appealed, of all datanets: a juror's queue")
        ->excludes(ofDatanet);
    waiting->add_option("--sort", words->order, "risk, age, size or deadline, within what can be done")
        ->transform(CLI::CheckedTransformer(kOrders));
    waiting->add_option("--show", words->show, "Submissions to print; --json gives all")->capture_default_str();
    onRun(waiting, session, [&session, words] { return queue(session, *words); });
}

} // namespace datanet::app::cli

#include "viewmodels/review_queue_text.h"

#include "crypto/address.h"
#include "format/amount_text.h"
#include "format/risk_text.h"
#include "format/standing_text.h"
#include "sync/preimages.h"
#include "viewmodels/proven_text.h"

#include <QDateTime>
#include <QLocale>

namespace datanet::app {

using namespace Qt::StringLiterals;
using base::fail;
using sync::ReviewTask;

namespace {

QString actionText(ReviewTask task)
{
    switch (task) {
    case ReviewTask::Draw:
        //: Button: reviewers for a submission are drawn by lot
        return ReviewQueueText::tr("Draw reviewers");
    case ReviewTask::Reveal:
        //: Button: makes a sealed vote public
        return ReviewQueueText::tr("Open vote");
    case ReviewTask::Finalize:
        //: Button: computes the result of a review
        return ReviewQueueText::tr("Count votes");
    case ReviewTask::HandOver:
        //: Button: a reviewer gives the accepted records to the datanet
        return ReviewQueueText::tr("Hand over");
    case ReviewTask::Publish:
        //: Button: accepted records become a version of the datanet
        return ReviewQueueText::tr("Publish");
    case ReviewTask::Expire:
        //: Button: a submission whose time is over is closed
        return ReviewQueueText::tr("Close it: out of time");
    case ReviewTask::Wait:
    case ReviewTask::Read:
    case ReviewTask::Done:
        break;
    }
    return {};
}

QVariantList panelOf(const sync::Contribution &contribution, const base::Address &reviewer, const KnownPeople &people)
{
    QVariantList list;
    for (const auto &proven : contribution.panel) {
        if (!proven.hasValue())
            continue;
        const auto &seat = proven.value();
        const bool you = seat.reviewer == reviewer;
        QString word;
        switch (seat.state) {
        case chain::SeatState::Drawn:
            //: State of a reviewer's vote
            word = ReviewQueueText::tr("Not yet");
            break;
        case chain::SeatState::Sealed:
            //: State of a reviewer's vote
            word = ReviewQueueText::tr("Sealed");
            break;
        case chain::SeatState::Opened:
            //: State of a reviewer's vote
            word = seat.unpaid ? ReviewQueueText::tr("Opened, not paid") : ReviewQueueText::tr("Opened");
            break;
        case chain::SeatState::Exposed:
            //: State of a reviewer's vote: it became known too early and costs the penalty
            word = ReviewQueueText::tr("Known too early");
            break;
        case chain::SeatState::Silent:
            //: State of a reviewer's vote: none was given in time
            word = ReviewQueueText::tr("Missed");
            break;
        }
        list.append(QVariantMap{//: The reviewer who looks at the screen
                                {u"who"_s, you ? ReviewQueueText::tr("You") : people.name(seat.reviewer)},
                                {u"address"_s, crypto::checksummed(seat.reviewer)},
                                {u"word"_s, word},
                                {u"icon"_s,
                                 seat.openedVote()       ? u"check"_s
                                     : seat.sealedVote() ? u"lock"_s
                                                         : u"hourglass"_s},
                                {u"sealed"_s, seat.sealedVote()},
                                {u"program"_s, !you && people.isProgram(seat.reviewer)},
                                {u"you"_s, you}});
    }
    return list;
}

void addGroup(QVariantMap &map, const sync::ReviewEntry &entry)
{
    using Group = ReviewQueueText::Group;
    const bool isOver = entry.task == ReviewTask::Done;
    map[u"risk"_s] = isOver ? -1 : entry.risk.level();
    map[u"score"_s] = entry.risk.score;
    map[u"why"_s] = isOver ? QStringList() : RiskText::sentences(entry.risk);
    switch (ReviewQueueText::groupOf(entry)) {
    case Group::Read:
        map[u"group"_s] = u"read"_s;
        //: Heading in the queue of a reviewer
        map[u"groupTitle"_s] = ReviewQueueText::tr("To review");
        map[u"word"_s] = RiskText::word(entry.risk);
        map[u"icon"_s] = entry.risk.level() > 0 ? u"warning"_s : QString();
        return;
    case Group::Sealed:
        map[u"group"_s] = u"sealed"_s;
        map[u"groupTitle"_s] = ReviewQueueText::tr("Your sealed votes");
        //: The account's vote in a review is sealed
        map[u"word"_s] = ReviewQueueText::tr("Sealed");
        map[u"icon"_s] = u"lock"_s;
        return;
    case Group::Pending:
        map[u"group"_s] = u"pending"_s;
        map[u"groupTitle"_s] = ReviewQueueText::tr("To be done");
        return;
    case Group::Other:
        map[u"group"_s] = u"other"_s;
        map[u"groupTitle"_s] = ReviewQueueText::tr("Others");
        return;
    }
}

// Until when a vote can be sealed, and since when it waits.
QString timesOf(const sync::ReviewEntry &entry, std::uint64_t deadline, std::uint64_t now)
{
    const QDateTime until = QDateTime::fromSecsSinceEpoch(qint64(deadline));
    const QLocale locale;
    const QString when = until.date() == QDate::currentDate() ? locale.toString(until.time(), QLocale::ShortFormat)
                                                              : locale.toString(until, QLocale::ShortFormat);
    if (!entry.since || *entry.since > now)
        //: Under a submission in the queue: until when a vote can be sealed
        return ReviewQueueText::tr("until %1").arg(when);
    const auto age = std::int64_t(now - *entry.since);
    if (age < 60)
        //: Under a submission in the queue: it has just come; until when a vote can be sealed
        return ReviewQueueText::tr("new, until %1").arg(when);
    //: Under a submission in the queue: how long it has been waiting ("3 hours"), and until when a vote can be sealed
    return ReviewQueueText::tr("%1 old, until %2").arg(RiskText::duration(age), when);
}

} // namespace

ReviewQueueText::Group ReviewQueueText::groupOf(const sync::ReviewEntry &entry)
{
    if (entry.task == ReviewTask::Read)
        return Group::Read;
    if (entry.sealed && !entry.revealed && entry.task != ReviewTask::Done)
        return Group::Sealed;
    return entry.task != ReviewTask::Done && entry.task != ReviewTask::Wait ? Group::Pending : Group::Other;
}

QVariantMap ReviewQueueText::described(const sync::ReviewEntry &entry) const
{
    const auto &status = entry.contribution.status;
    QVariantMap map = knowledgeMap(status.level(), status.block(), status.steps());
    const auto contributor = entry.contribution.contributor();
    const bool known = contributor && contributor->hasValue();
    //: A submission in the queue of a reviewer, while its title is not known
    const QString name = entry.title.isEmpty() ? tr("Contribution %1").arg(entry.contribution.id) : entry.title;
    const qint64 count = status.hasValue() ? qint64(status.value().count) : 0;
    QString detail = count == 1 ? tr("1 record") : tr("%1 records").arg(countText(count));
    if (entry.task == ReviewTask::Read && status.hasValue())
        //: Under a submission in the queue: its size, then times
        detail = tr("%1, %2").arg(detail, timesOf(entry, status.value().deadline, time));
    map.insert({{u"id"_s, qulonglong(entry.contribution.id)},
                {u"title"_s, name},
                {u"who"_s, known ? people->name(contributor->value()) : tr("Not known yet")},
                {u"address"_s, known ? crypto::checksummed(contributor->value()) : QString()},
                {u"count"_s, count},
                {u"detail"_s, detail},
                {u"sealed"_s, entry.sealed},
                {u"revealed"_s, entry.revealed},
                {u"canRead"_s, entry.task == ReviewTask::Read || (entry.opened && entry.seat.has_value())},
                {u"task"_s, sync::reviewTaskName(entry.task)},
                {u"actionText"_s, actionText(entry.task)},
                {u"panel"_s, panelOf(entry.contribution, account, *people)}});
    addGroup(map, entry);
    return map;
}

base::Result<ReviewQueueText> ReviewQueueText::read(const Services &services, std::uint64_t datanet,
                                                    const base::Address &reviewer, base::TaskContext &context)
{
    const auto network = services.network();
    if (!network)
        return fail(network.error());
    const auto contracts = sync::contractsOn(**network);
    auto people = KnownPeople::read(services.home(), (*network)->profile().practice);
    if (!contracts || !people)
        return fail(!contracts ? contracts.error() : people.error());
    auto snapshot = (*network)->latest(context);
    if (!snapshot)
        return fail(snapshot.error());
    const auto stake = snapshot->read(contracts->stakes.stake(reviewer, chain::StakeRole::Reviewer, datanet), context);
    auto queue = sync::reviewQueue(**network, datanet, reviewer, context);
    if (!stake || !queue)
        return fail(!stake ? stake.error() : queue.error());
    ReviewQueueText text;
    text.reviewer = stake->hasValue() && stake->value().seat > 0;
    for (const auto &entry : queue->entries) {
        text.reviewer = text.reviewer || entry.seat.has_value();
        text.waiting += entry.task == ReviewTask::Read ? 1 : 0;
    }
    text.entries = std::move(queue->entries);
    text.time = queue->time;
    text.account = reviewer;
    text.people = std::make_shared<const KnownPeople>(std::move(*people));
    const auto standing = sync::readStanding(**network, *snapshot, reviewer, datanet, context);
    if (!standing)
        return fail(standing.error());
    if (standing->tally.hasValue() && standing->tally.value().seen() > 0) {
        text.standing = StandingText::votes(standing->tally.value()) + u' ' + StandingText::pay(*standing);
        text.unpaid = standing->pay() == chain::SeatPay::Uninformed;
    }
    if (!queue->count.hasValue())
        text.problem = tr("The list is not complete: what the server gives does not add up to what the chain keeps.");
    return text;
}

} // namespace datanet::app

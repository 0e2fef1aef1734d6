#include "viewmodels/review_queue_text.h"

#include "crypto/address.h"
#include "format/amount_text.h"
#include "sync/preimages.h"
#include "viewmodels/known_people.h"
#include "viewmodels/proven_text.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

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
            word = ReviewQueueText::tr("Opened");
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
    const bool pending = entry.task != ReviewTask::Done && entry.task != ReviewTask::Wait;
    if (entry.task == ReviewTask::Read) {
        map[u"group"_s] = u"read"_s;
        //: Heading in the queue of a reviewer
        map[u"groupTitle"_s] = ReviewQueueText::tr("To review");
        static const char *const risks[] = {QT_TR_NOOP("Low"), QT_TR_NOOP("Medium"), QT_TR_NOOP("High")};
        //: How much a reviewer has to look out for in a submission
        map[u"word"_s] = ReviewQueueText::tr(risks[std::clamp(entry.risk, 0, 2)]);
        map[u"icon"_s] = entry.risk > 0 ? u"warning"_s : QString();
        map[u"risk"_s] = entry.risk;
        return;
    }
    const bool voted = entry.sealed && entry.task != ReviewTask::Done;
    map[u"group"_s] = voted ? u"sealed"_s : pending ? u"pending"_s : u"other"_s;
    //: Headings in the queue of a reviewer
    map[u"groupTitle"_s] = voted ? ReviewQueueText::tr("Your sealed votes")
        : pending                ? ReviewQueueText::tr("To be done")
                                 : ReviewQueueText::tr("Others");
    //: The account's vote in a review is sealed
    map[u"word"_s] = voted ? ReviewQueueText::tr("Sealed") : QString();
    map[u"icon"_s] = voted ? u"lock"_s : QString();
    map[u"risk"_s] = -1;
}

QVariantMap described(const sync::ReviewEntry &entry, const base::Address &reviewer, const KnownPeople &people)
{
    const auto &status = entry.contribution.status;
    QVariantMap map = knowledgeMap(status.level(), status.block(), status.steps());
    const auto contributor = entry.contribution.contributor();
    const bool known = contributor && contributor->hasValue();
    //: A submission in the queue of a reviewer, while its title is not known
    const QString title =
        entry.title.isEmpty() ? ReviewQueueText::tr("Contribution %1").arg(entry.contribution.id) : entry.title;
    const qint64 count = status.hasValue() ? qint64(status.value().count) : 0;
    map.insert({{u"id"_s, qulonglong(entry.contribution.id)},
                {u"title"_s, title},
                {u"who"_s, known ? people.name(contributor->value()) : ReviewQueueText::tr("Not known yet")},
                {u"address"_s, known ? crypto::checksummed(contributor->value()) : QString()},
                {u"count"_s, count},
                {u"sealed"_s, entry.sealed},
                {u"canRead"_s, entry.task == ReviewTask::Read || (entry.opened && entry.seat.has_value())},
                {u"task"_s, sync::reviewTaskName(entry.task)},
                {u"actionText"_s, actionText(entry.task)},
                {u"panel"_s, panelOf(entry.contribution, reviewer, people)}});
    QString detail =
        count == 1 ? ReviewQueueText::tr("1 record") : ReviewQueueText::tr("%1 records").arg(countText(count));
    if (entry.task == ReviewTask::Read && status.hasValue()) {
        const QDateTime until = QDateTime::fromSecsSinceEpoch(qint64(status.value().deadline));
        const QLocale locale;
        const QString when = until.date() == QDate::currentDate() ? locale.toString(until.time(), QLocale::ShortFormat)
                                                                  : locale.toString(until, QLocale::ShortFormat);
        //: Under a submission in the queue: its size, and until when a vote can be sealed
        detail = ReviewQueueText::tr("%1, until %2").arg(detail, when);
    }
    map[u"detail"_s] = detail;
    addGroup(map, entry);
    return map;
}

} // namespace

base::Result<ReviewQueueText> ReviewQueueText::read(const Services &services, std::uint64_t datanet,
                                                    const base::Address &reviewer, base::TaskContext &context)
{
    const auto network = services.network();
    if (!network)
        return fail(network.error());
    const auto contracts = sync::contractsOn(**network);
    const auto people = KnownPeople::read(services.home(), (*network)->profile().practice);
    if (!contracts || !people)
        return fail(!contracts ? contracts.error() : people.error());
    auto snapshot = (*network)->latest(context);
    if (!snapshot)
        return fail(snapshot.error());
    const auto stake = snapshot->read(contracts->stakes.stake(reviewer, chain::StakeRole::Reviewer, datanet), context);
    const auto queue = sync::reviewQueue(**network, datanet, reviewer, context);
    if (!stake || !queue)
        return fail(!stake ? stake.error() : queue.error());
    ReviewQueueText text;
    text.reviewer = stake->hasValue() && stake->value().seat > 0;
    for (const auto &entry : queue->entries) {
        text.reviewer = text.reviewer || entry.seat.has_value();
        text.waiting += entry.task == ReviewTask::Read ? 1 : 0;
        text.entries.append(described(entry, reviewer, *people));
    }
    const auto rank = [](const QVariant &entry) {
        static const QStringList groups{u"read"_s, u"pending"_s, u"sealed"_s, u"other"_s};
        return groups.indexOf(entry.toMap().value(u"group"_s).toString());
    };
    std::stable_sort(text.entries.begin(), text.entries.end(),
                     [&](const QVariant &a, const QVariant &b) { return rank(a) < rank(b); });
    if (!queue->count.hasValue())
        text.problem = tr("The list is not complete: what the server gives does not add up to what the chain keeps.");
    return text;
}

} // namespace datanet::app

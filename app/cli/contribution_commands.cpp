#include "cli/account_access.h"
#include "cli/appeal_commands.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/contribution_actions.h"
#include "cli/contribution_text.h"
#include "cli/correct_command.h"
#include "cli/duplicates_command.h"
#include "cli/network_access.h"
#include "cli/submit_command.h"

#include "chain/transport.h"
#include "crypto/address.h"
#include "format/amount_text.h"
#include "format/trust_text.h"
#include "sync/datanets.h"
#include "sync/preimages.h"
#include "sync/sent_records.h"

#include <QDateTime>
#include <QJsonArray>
#include <QThread>

#include <map>
#include <set>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr std::uint64_t kPatience = 2 * 3600; // seconds of the chain after a deadline that nobody acted on

struct ShowWords
{
    std::uint64_t id = 0;
    bool latest = false, wait = false;
    int show = 20;
};

QString level(light::Level value)
{
    return u"["_s % chain::trustSign(value) % u"] "_s % TrustText::word(value);
}

base::Result<std::uint64_t> idOf(Session &session, const sync::Network &network, const ShowWords &words)
{
    if (words.id != 0)
        return words.id;
    if (!words.latest)
        return session.usage(u"name a contribution, or say --latest"_s);
    const auto account = accountInUse(session);
    if (!account)
        return base::fail(account.error());
    const auto mine = sync::submissions(network.home(), network.profile().id);
    if (!mine)
        return base::fail(mine.error());
    for (const auto &one : *mine) {
        if (one.account == account->address && one.contribution)
            return *one.contribution;
    }
    auto snapshot = network.latest(session.context());
    if (!snapshot)
        return base::fail(snapshot.error());
    const auto all = sync::contributionsOf(network, *snapshot, account->address, session.context(), {.limit = 1});
    if (!all)
        return base::fail(all.error());
    if (all->contributions.empty())
        return base::fail(base::ErrorKind::NotFound, u"this account has sent nothing yet"_s,
                          u"datanet submit DIR --datanet ID"_s);
    return all->contributions.front().id;
}

QJsonArray tellOutcomes(Session &session, const sync::Network &network, light::Snapshot &snapshot,
                        const sync::Contribution &contribution, int show)
{
    QJsonArray list;
    const auto submission = sync::submissionOf(network, contribution.id).value_or(std::nullopt);
    const auto ids = submission ? sync::submittedRecords(network.home(), submission->number)
                                : base::Result<std::vector<base::Digest>>(std::vector<base::Digest>());
    const auto outcomes = sync::outcomesOf(network, snapshot, contribution.id, ids ? *ids : std::vector<base::Digest>(),
                                           session.context());
    if (!outcomes) {
        if (outcomes.error().kind != base::ErrorKind::NotFound)
            session.note(u"What became of each record is not known now: "_s + outcomes.error().what);
        return list;
    }
    std::set<base::Digest> leftOut;
    for (const auto &outcome : *outcomes) {
        if (!outcome.accepted && outcome.id)
            leftOut.insert(*outcome.id);
    }
    const auto names = submission ? sync::recordNames(submission->folder, leftOut, session.context())
                                  : std::map<base::Digest, QString>();
    int shown = 0;
    for (const auto &outcome : *outcomes) {
        QJsonArray reasons;
        QStringList words;
        for (const auto &reason : outcome.reasons) {
            const QString text = reason.words.isEmpty() ? reason.code : QString(reason.code % u" - "_s % reason.words);
            if (!words.contains(text))
                words.append(text);
            reasons.append(
                QJsonObject{{u"code"_s, reason.code}, {u"words"_s, reason.words}, {u"evidence"_s, reason.evidence}});
        }
        const auto name = outcome.id && names.contains(*outcome.id) ? names.at(*outcome.id) : QString();
        list.append(QJsonObject{{u"position"_s, qint64(outcome.position)},
                                {u"id"_s, outcome.id ? QJsonValue(outcome.id->hex()) : QJsonValue()},
                                {u"accepted"_s, outcome.accepted},
                                {u"reasons"_s, reasons}});
        if (outcome.accepted || outcome.reasons.empty() || shown++ >= show)
            continue;
        session.say(u"  left out: %1: %2"_s.arg(!name.isEmpty()  ? name
                                                    : outcome.id ? outcome.id->hex().mid(2, 10)
                                                                 : u"record %1"_s.arg(outcome.position + 1),
                                                words.join(u"; "_s)));
    }
    if (shown > show)
        session.say(u"  and %1 more (--show)"_s.arg(countText(shown - show)));
    return list;
}

// It is judged by the rules of its registration, whatever became of them.
void tellRules(Session &session, const sync::Network &network, light::Snapshot &snapshot, const chain::Opening &opening,
               QJsonObject &document)
{
    document[u"termsHash"_s] = opening.termsHash.hex();
    const auto datanet = sync::readDatanet(network, snapshot, opening.datanet, session.context());
    if (!datanet || !datanet->termsHash.hasValue())
        return;
    const bool changed = datanet->termsHash.value() != opening.termsHash;
    document[u"rulesChanged"_s] = changed;
    if (changed)
        session.say(u"The rules changed since it was sent; it is judged by those of its time.\n"
                    "  what changed: datanet datanet rules diff %1 --from %2"_s.arg(opening.datanet)
                        .arg(opening.termsHash.hex()));
}

void tell(Session &session, const sync::Network &network, light::Snapshot &snapshot,
          const sync::Contribution &contribution, int show)
{
    const auto &status = contribution.status;
    QJsonObject document = knowledge(status);
    document[u"contribution"_s] = qint64(contribution.id);
    if (const auto submission = sync::submissionOf(network, contribution.id).value_or(std::nullopt)) {
        document[u"step"_s] = stepWords(submission->step);
        document[u"problem"_s] = submission->problem;
        if (submission->step != sync::SubmissionStep::Delivered)
            session.say(u"On this computer: %1%2"_s.arg(
                stepWords(submission->step),
                submission->problem.isEmpty() ? QString() : QString(u"; it waits because "_s % submission->problem)));
    }
    if (!status.hasValue()) {
        session.say(u"Contribution %1: unknown %2"_s.arg(contribution.id).arg(level(status.level())));
        session.answer(document);
        return;
    }
    const auto &value = status.value();
    session.say(u"Contribution %1: %2 %3"_s.arg(contribution.id).arg(stateWords(value.state), level(status.level())));
    session.say(u"Datanet %1, %2 records%3"_s.arg(contribution.datanet())
                    .arg(countText(value.count),
                         value.decidedRound != 0 ? QString(u", %1 accepted"_s.arg(countText(value.acceptedCount)))
                                                 : QString()));
    session.say(value.bondHeld ? u"The deposit is held until the review ends"_s : u"The deposit is settled"_s);
    if (value.deadline != 0 && !isSettled(value.state))
        session.say(u"Next time limit: "_s
                    + QDateTime::fromSecsSinceEpoch(qint64(value.deadline), Qt::UTC).toString(Qt::ISODate));
    if (const auto taken = sync::readBondTaken(network, snapshot, contribution.id, status, session.context()); !taken)
        session.note(u"Whether copies were proven is not known now: "_s + taken.error().what);
    else
        document[u"copiesProven"_s] = tellBondTaken(session, *taken, value.count);
    if (contribution.opening && contribution.opening->hasValue())
        tellRules(session, network, snapshot, contribution.opening->value(), document);
    QJsonArray panel;
    for (const auto &seat : contribution.panel) {
        QJsonObject entry = knowledge(seat);
        if (seat.hasValue()) {
            session.say(u"  reviewer %1 %2 [%3]"_s.arg(crypto::checksummed(seat.value().reviewer),
                                                       seatWords(seat.value()), chain::trustSign(seat.level())));
            entry[u"reviewer"_s] = crypto::checksummed(seat.value().reviewer);
            entry[u"words"_s] = seatWords(seat.value());
        }
        panel.append(entry);
    }
    const auto appeal = sync::readAppeal(network, snapshot, contribution, session.context());
    if (appeal)
        document[u"appeal"_s] = tellAppeal(session, contribution, *appeal, network.profile().coin);
    else
        session.note(u"What became of an appeal is not known now: "_s + appeal.error().what);
    const auto records =
        value.decidedRound != 0 ? tellOutcomes(session, network, snapshot, contribution, show) : QJsonArray();
    if (contribution.publishedIn && contribution.publishedIn->hasValue()) {
        session.say(u"Published in version %1 [%2]"_s.arg(contribution.publishedIn->value())
                        .arg(chain::trustSign(contribution.publishedIn->level())));
        document[u"publishedIn"_s] = qint64(contribution.publishedIn->value());
    }
    document[u"state"_s] = stateName(value.state);
    document[u"words"_s] = stateWords(value.state);
    document[u"datanet"_s] = qint64(contribution.datanet());
    document[u"records"_s] = qint64(value.count);
    document[u"accepted"_s] = value.decidedRound != 0 ? QJsonValue(qint64(value.acceptedCount)) : QJsonValue();
    document[u"bondHeld"_s] = value.bondHeld;
    document[u"deadline"_s] = qint64(value.deadline);
    document[u"panel"_s] = panel;
    document[u"outcomes"_s] = records;
    session.answer(document);
}

base::Result<Answer> show(Session &session, const ShowWords &words)
{
    auto network = openNetwork(session);
    if (!network)
        return base::fail(network.error());
    const auto &on = ***network;
    const auto id = idOf(session, on, words);
    if (!id)
        return base::fail(id.error());
    QString before;
    while (true) {
        auto snapshot = on.latest(session.context());
        if (!snapshot)
            return base::fail(snapshot.error());
        const auto contribution = sync::readContribution(on, *snapshot, *id, session.context());
        if (!contribution)
            return base::fail(contribution.error());
        const auto &status = contribution->status;
        const bool over = status.hasValue()
            && (isSettled(status.value().state)
                || (status.value().deadline != 0 && snapshot->block().time > status.value().deadline + kPatience));
        if (!words.wait || over) {
            tell(session, on, *snapshot, *contribution, words.show);
            const bool good = status.hasValue()
                && (!isSettled(status.value().state) || status.value().state == chain::ContributionState::Published);
            return good ? Answer::Yes : Answer::No;
        }
        if (status.hasValue() && stateWords(status.value().state) != before) {
            before = stateWords(status.value().state);
            session.note(u"Contribution %1: %2"_s.arg(*id).arg(before));
        }
        for (int i = 0; i < 10; ++i) {
            if (session.context().cancelled())
                return base::cancelled();
            QThread::msleep(100);
        }
    }
}

struct ListWords
{
    std::uint64_t datanet = 0, before = 0;
    int limit = 50;
};

// What this computer has begun and not delivered yet.
base::Result<QJsonArray> tellWaiting(Session &session, const sync::Network &network, const base::Address &account)
{
    const auto begun = sync::submissions(network.home(), network.profile().id);
    if (!begun)
        return base::fail(begun.error());
    QJsonArray waiting;
    for (const auto &one : *begun) {
        if (one.step == sync::SubmissionStep::Delivered || one.ended || one.account != account)
            continue;
        session.say(u"on its way (%1): %2 records of %3, %4%5"_s.arg(one.number)
                        .arg(countText(one.records), one.folder, stepWords(one.step),
                             one.problem.isEmpty() ? QString() : QString(u"; "_s % one.problem)));
        waiting.append(
            QJsonObject{{u"submission"_s, number(one.number)},
                        {u"folder"_s, one.folder},
                        {u"title"_s, one.title},
                        {u"version"_s, one.version},
                        {u"datanet"_s, qint64(one.datanet)},
                        {u"contribution"_s, one.contribution ? QJsonValue(qint64(*one.contribution)) : QJsonValue()},
                        {u"records"_s, number(one.records)},
                        {u"step"_s, stepWords(one.step)},
                        {u"problem"_s, one.problem}});
    }
    return waiting;
}

base::Result<Answer> list(Session &session, const ListWords &words)
{
    auto network = openNetwork(session);
    if (!network)
        return base::fail(network.error());
    const auto &on = ***network;
    sync::OpeningList which = words.datanet;
    QJsonArray waiting;
    if (words.datanet == 0) {
        const auto account = accountInUse(session);
        if (!account)
            return base::fail(account.error());
        which = account->address;
        auto begun = tellWaiting(session, on, account->address);
        if (!begun)
            return base::fail(begun.error());
        waiting = *begun;
    }
    auto snapshot = on.latest(session.context());
    if (!snapshot)
        return base::fail(snapshot.error());
    const sync::ContributionRange range{.before = words.before, .limit = std::size_t(words.limit)};
    const auto all = words.datanet == 0
        ? sync::contributionsOf(on, *snapshot, std::get<base::Address>(which), session.context(), range)
        : sync::contributionsTo(on, *snapshot, words.datanet, session.context(), range);
    if (!all)
        return base::fail(all.error());
    QJsonArray contributions;
    for (const auto &one : all->contributions) {
        QJsonObject entry = knowledge(one.status);
        entry[u"contribution"_s] = qint64(one.id);
        if (const auto who = one.contributor(); who && who->hasValue())
            entry[u"contributor"_s] = crypto::checksummed(who->value());
        entry[u"datanet"_s] = qint64(one.datanet());
        if (one.status.hasValue()) {
            const auto &status = one.status.value();
            session.say(
                u"%1  datanet %2  %3 records  %4 [%5]"_s.arg(one.id)
                    .arg(one.datanet())
                    .arg(countText(status.count), stateWords(status.state), chain::trustSign(one.status.level())));
            entry[u"state"_s] = stateName(status.state);
            entry[u"records"_s] = qint64(status.count);
            entry[u"accepted"_s] = status.decidedRound != 0 ? QJsonValue(qint64(status.acceptedCount)) : QJsonValue();
        }
        contributions.append(entry);
    }
    if (all->contributions.empty() && waiting.isEmpty() && words.datanet != 0)
        session.say(u"Nothing was sent to this datanet."_s);
    else if (all->contributions.empty() && waiting.isEmpty())
        session.say(u"Nothing was sent yet. Begin with: datanet submit DIR --datanet ID"_s);
    if (!all->count.hasValue())
        session.note(u"A server left entries out, or invented some: this list may not be all"_s);
    if (all->next)
        session.say(u"Older ones: --before %1"_s.arg(*all->next));
    session.answer({{u"contributions"_s, contributions},
                    {u"waiting"_s, waiting},
                    {u"next"_s, all->next ? QJsonValue(qint64(*all->next)) : QJsonValue()},
                    {u"count"_s, provenJson(all->count, [](std::uint64_t count) { return qint64(count); })}});
    return Answer::Yes;
}

} // namespace

void addContributionCommands(CLI::App &app, Session &session)
{
    addSubmitCommand(app, session);
    CLI::App *contribution = app.add_subcommand("contribution", "What was sent, and what became of it");
    contribution->require_subcommand(1);
    auto which = std::make_shared<ListWords>();
    CLI::App *listing = contribution->add_subcommand("list", "Contributions of this account, newest first");
    listing->add_option("--datanet", which->datanet, "Everybody's contributions to this datanet instead");
    listing->add_option("--limit", which->limit, "How many at most")->check(CLI::Range(1, 1000))->capture_default_str();
    listing->add_option("--before", which->before, "Go on with older ones: the number that the list before ended with");
    onRun(listing, session, [&session, which] { return list(session, *which); });

    auto words = std::make_shared<ShowWords>();
    CLI::App *showing = contribution->add_subcommand("show", "State, reviewers, and what became of each record");
    auto *id = showing->add_option("id", words->id, "Number of the contribution");
    showing->add_flag("--latest", words->latest, "The newest of this account")->excludes(id);
    showing->add_flag("--wait", words->wait, "Wait until it is published, refused or out of time");
    showing->add_option("--show", words->show, "Left-out records to print")->capture_default_str();
    showing->footer("Exit code 1: it was not accepted. Example: datanet contribution show --latest --wait");
    onRun(showing, session, [&session, words] { return show(session, *words); });

    addContributionActions(contribution, session);
    addCorrectCommands(contribution, session);
}

} // namespace datanet::app::cli

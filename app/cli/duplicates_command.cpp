#include "cli/duplicates_command.h"

#include "cli/account_access.h"
#include "cli/command.h"
#include "cli/contribution_text.h"
#include "cli/network_access.h"

#include "chain/call_reader.h"
#include "crypto/address.h"
#include "format/amount_text.h"
#include "sync/duplicate_proof.h"

#include <QDateTime>
#include <QJsonArray>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

struct DuplicateWords
{
    std::uint64_t id = 0;
    bool prove = false;
    bool force = false;
};

QString dayText(std::uint64_t seconds)
{
    return QDateTime::fromSecsSinceEpoch(static_cast<qint64>(seconds), Qt::UTC).toString(Qt::ISODate);
}

QJsonArray tellEarlier(Session &session, const sync::FoundDuplicates &found)
{
    QJsonArray list;
    for (const auto &earlier : found.earlier) {
        const QString who = crypto::checksummed(earlier.proof.opening.contributor);
        session.say(u"  %1 of %2 records stand in contribution %3 of %4 (datanet %5, version %6) since %7"_s.arg(
            countText(qint64(earlier.matches.size())), countText(found.opening.count),
            QString::number(earlier.version.contribution), who, QString::number(earlier.version.datanet),
            QString::number(earlier.version.number), dayText(earlier.version.publishedAt)));
        QJsonArray positions;
        for (const auto &match : earlier.matches)
            positions.append(qint64(match.later));
        list.append(QJsonObject{{u"contribution"_s, qint64(earlier.version.contribution)},
                                {u"contributor"_s, who},
                                {u"datanet"_s, qint64(earlier.version.datanet)},
                                {u"version"_s, qint64(earlier.version.number)},
                                {u"publishedAt"_s, qint64(earlier.version.publishedAt)},
                                {u"records"_s, qint64(earlier.matches.size())},
                                {u"positions"_s, positions}});
    }
    return list;
}

QJsonObject tellFound(Session &session, const sync::FoundDuplicates &found)
{
    const QString sign = chain::trustSign(found.level);
    session.say(u"Contribution %1: %2, %3 records, committed to at %4 [%5]"_s.arg(
        QString::number(found.contribution), stateWords(found.status.value().state), countText(found.opening.count),
        dayText(found.commitment.committedAt), sign));
    const QJsonArray earlier = tellEarlier(session, found);
    if (found.records.empty())
        session.say(u"  Its records are not known on this computer."_s);
    else if (found.found() == 0)
        session.say(u"  None of its records was published by somebody else before."_s);
    QJsonArray problems;
    for (const QString &problem : found.problems) {
        session.note(u"Not looked at: "_s + problem);
        problems.append(problem);
    }
    return {{u"contribution"_s, qint64(found.contribution)},
            {u"datanet"_s, qint64(found.opening.datanet)},
            {u"contributor"_s, crypto::checksummed(found.opening.contributor)},
            {u"state"_s, stateName(found.status.value().state)},
            {u"records"_s, qint64(found.opening.count)},
            {u"recordsKnown"_s, !found.records.empty()},
            {u"committedAt"_s, qint64(found.commitment.committedAt)},
            {u"found"_s, qint64(found.found())},
            {u"needed"_s, qint64(found.needed())},
            {u"earlier"_s, earlier},
            {u"complete"_s, found.problems.empty()},
            {u"problems"_s, problems},
            {u"level"_s, sign}};
}

QJsonObject tellTerms(Session &session, const sync::DuplicateTerms &terms, const QString &coin)
{
    if (!terms.obstacle.isEmpty()) {
        session.say(u"Nothing can be proven: "_s + terms.obstacle);
        return {{u"possible"_s, false}, {u"obstacle"_s, terms.obstacle}};
    }
    session.say(
        u"Proving %1 of them takes the deposit: %2 are yours. It costs about %3 gas, now %4 in fees: it %5."_s.arg(
            countText(terms.shown), chain::coinText(terms.reward, coin), countText(qint64(terms.gas)),
            chain::coinText(terms.fee, coin), terms.pays() ? u"pays"_s : u"costs more than it brings"_s));
    return {{u"possible"_s, true},
            {u"obstacle"_s, QString()},
            {u"shown"_s, qint64(terms.shown)},
            {u"bytes"_s, number(terms.bytes)},
            {u"gas"_s, qint64(terms.gas)},
            {u"feeWei"_s, terms.fee.toDecimal()},
            {u"rewardWei"_s, terms.reward.toDecimal()},
            {u"pays"_s, terms.pays()}};
}

// What this contributor was shown to have copied before, as far as servers tell.
QJsonValue tellHistory(Session &session, const sync::Network &network, light::Snapshot &snapshot,
                       const sync::FoundDuplicates &found)
{
    const auto sent = sync::contributionStates(network, snapshot, found.opening.contributor, session.context());
    if (!sent || !sent->count.hasValue())
        return {};
    std::vector<std::uint64_t> others;
    for (const auto &entry : sent->entries) {
        if (entry.id != found.contribution)
            others.push_back(entry.id);
    }
    const auto before = sync::countBondsTaken(network, snapshot, others, session.context());
    if (!before)
        return {};
    if (*before > 0)
        session.say(u"Copies were proven in %1 of the %2 other contributions of this account."_s.arg(
            countText(qint64(*before)), countText(qint64(others.size()))));
    return qint64(*before);
}

base::Result<Answer> duplicates(Session &session, const DuplicateWords &words)
{
    const auto account = words.prove ? accountInUse(session) : base::Result<chain::Account>(chain::Account());
    const auto network = openNetwork(session);
    if (!account || !network)
        return base::fail(!account ? account.error() : network.error());
    const auto &on = ***network;
    auto snapshot = on.latest(session.context());
    if (!snapshot)
        return base::fail(snapshot.error());
    const auto found = sync::findDuplicates(on, *snapshot, words.id, session.context());
    if (!found)
        return base::fail(found.error());
    const auto terms = sync::duplicateTerms(on, *found, session.context());
    const auto taken = sync::readBondTaken(on, *snapshot, words.id, found->status, session.context());
    if (!terms || !taken)
        return base::fail(!terms ? terms.error() : taken.error());
    QJsonObject document = tellFound(session, *found);
    document[u"terms"_s] = tellTerms(session, *terms, on.profile().coin);
    document[u"taken"_s] = tellBondTaken(session, *taken, found->opening.count);
    document[u"contributorProvenBefore"_s] = tellHistory(session, on, *snapshot, *found);
    document[u"proven"_s] = QJsonValue();
    if (!words.prove) {
        session.answer(document);
        return terms->obstacle.isEmpty() ? Answer::Yes : Answer::No;
    }
    if (terms->obstacle.isEmpty() && !terms->pays() && !words.force)
        return base::fail(
            base::ErrorKind::Denied,
            u"proving it costs %1 in fees and brings %2"_s.arg(chain::coinText(terms->fee, on.profile().coin),
                                                               chain::coinText(terms->reward, on.profile().coin)),
            u"wait until fees are lower, or add --even-at-a-loss"_s);
    if (terms->obstacle.isEmpty() && !session.confirm(u"Announce and prove it?"_s))
        return Answer::No;
    const auto key = unlockAccount(session, *account);
    if (!key)
        return base::fail(key.error());
    const auto done = sync::proveDuplicates(on, *found, *key, session.context());
    if (!done)
        return base::fail(done.error());
    session.say(done->proven ? u"Proven. %1 are yours; fees were %2."_s.arg(
                    chain::coinText(done->reward, on.profile().coin), chain::coinText(done->fees, on.profile().coin))
                             : u"This account had proven it already."_s);
    document[u"proven"_s] =
        QJsonObject{{u"announcement"_s, done->announced ? QJsonValue(done->announced->hex()) : QJsonValue()},
                    {u"transaction"_s, done->proven ? QJsonValue(done->proven->hex()) : QJsonValue()},
                    {u"rewardWei"_s, done->reward.toDecimal()},
                    {u"feesWei"_s, done->fees.toDecimal()}};
    session.answer(document);
    return Answer::Yes;
}

} // namespace

QJsonValue tellBondTaken(Session &session, const std::optional<sync::BondTaken> &taken, std::uint32_t count)
{
    if (!taken)
        return {};
    const QString who = taken->prover ? crypto::checksummed(*taken->prover) : u"somebody"_s;
    session.say(
        u"Copies were proven, and the deposit is lost: %1 showed %2 of %3 records in what others had published before "
        "[%4]"_s.arg(who, taken->records == 0 ? u"at least half"_s : countText(qint64(taken->records)),
                     countText(count), chain::trustSign(taken->level)));
    return QJsonObject{{u"prover"_s, taken->prover ? QJsonValue(who) : QJsonValue()},
                       {u"records"_s, qint64(taken->records)},
                       {u"bondWei"_s, taken->bond.toDecimal()},
                       {u"time"_s, qint64(taken->time)},
                       {u"level"_s, chain::trustSign(taken->level)}};
}

void addDuplicatesCommand(CLI::App *review, Session &session)
{
    auto words = std::make_shared<DuplicateWords>();
    CLI::App *command = review->add_subcommand(
        "duplicates", "Records that others had published before, and proving it for the deposit");
    command->add_option("id", words->id, "Number of the contribution")->required();
    auto *prove = command->add_flag("--prove", words->prove,
                                    "Announce and prove it: half of the deposit is yours, half the treasury's");
    command->add_flag("--even-at-a-loss", words->force, "Prove it although fees are above what it brings")
        ->needs(prove);
    command->footer(
        "Exit code 1: nothing can be proven. What --prove was cut short in goes on when it is called again.");
    onRun(command, session, [&session, words] { return duplicates(session, *words); });
}

} // namespace datanet::app::cli

#include <QTest>

#include "base/uint256.h"
#include "dataset/record.h"
#include "journeys/program.h"
#include "support/git_servers.h"
#include "support/people.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QSet>
#include <QTemporaryDir>

#include <algorithm>
#include <map>

using namespace datanet::test;
using namespace Qt::StringLiterals;
using datanet::base::Digest;
using datanet::base::Uint256;

namespace {

constexpr int kWindow = 3600; // seconds for an appeal; passed by moving the clock
const QStringList kReviewers{u"Ada"_s, u"Bo"_s, u"Cleo"_s};

struct Record
{
    QString term;
    QStringList words; // of its definition

    [[nodiscard]] QString definition() const { return words.join(u' '); }
    [[nodiscard]] QByteArray body() const
    {
        return QString(u"{\"definition\":\"" + definition() + u"\",\"term\":\"" + term + u"\"}").toUtf8();
    }
    [[nodiscard]] Digest id() const { return datanet::dataset::recordId(body().toStdString()); }
    [[nodiscard]] QString hex() const { return id().hex(); }
    [[nodiscard]] QString digits() const { return hex().mid(2, 16); }
};

Record fresh(QRandomGenerator &random)
{
    const auto word = [&random] {
        QString letters;
        for (int n = 4 + int(random.bounded(6)); n > 0; --n)
            letters += QChar(u'a' + char16_t(random.bounded(26)));
        return letters;
    };
    Record record{word(), {}};
    for (int i = 0; i < 18; ++i)
        record.words += word();
    return record;
}

std::vector<Record> freshOnes(QRandomGenerator &random, int count)
{
    std::vector<Record> records;
    while (int(records.size()) < count)
        records.push_back(fresh(random));
    return records;
}

// What findings say, without where the records stand: by rows before sending, in the chain's order afterwards.
QStringList told(const QJsonArray &findings)
{
    QStringList lines;
    for (const QJsonValue &value : findings) {
        QJsonObject finding = value.toObject();
        finding.remove("position"_L1);
        if (finding.contains("dismissed"_L1))
            finding["contributorSays"_L1] = finding.take("dismissed"_L1);
        QJsonObject evidence = finding["evidence"_L1].toObject();
        if (!evidence.isEmpty() && !evidence["accepted"_L1].toBool()) {
            evidence.remove("position"_L1);
            finding["evidence"_L1] = evidence;
        }
        lines += QString::fromUtf8(QJsonDocument(finding).toJson(QJsonDocument::Compact));
    }
    lines.sort();
    return lines;
}

// Record id, fate and rule of those that do not just pass. Each of them has a finding, which says whose position it is.
QStringList fatesOf(const QJsonArray &fates, const QJsonArray &findings)
{
    std::map<qint64, QString> ids;
    for (const QJsonValue &finding : findings)
        ids[finding["position"_L1].toInteger()] = finding["id"_L1].toString();
    QStringList lines;
    for (const QJsonValue &fate : fates)
        lines += ids[fate["position"_L1].toInteger()] + u' ' + fate["fate"_L1].toString() + u' '
            + fate["rule"_L1].toString();
    lines.sort();
    return lines;
}

Uint256 wei(const QJsonValue &value)
{
    return Uint256::fromDecimal(value.toString()).value_or(Uint256());
}

} // namespace

// J2 from end to end, every person with a machine of her own, the datanets' remotes behind a real ssh server. What the
// pre-flight foretells is what each reviewer sees; three reviewers decide, disagree and seal; one loses her machine;
// copies are proven; the contributor reads every reason, appeals, and outside jurors have the last word; what is asked
// for is changed record by record.
class TestReviewJourney : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_scratch = std::make_unique<QTemporaryDir>();
        withoutTheirOwn(m_scratch->filePath(u"nobody"_s));
        m_ssh = std::make_unique<SshServer>(m_scratch->filePath(u"ssh"_s));
        m_ssh->know(m_ssh->port);
        m_network = std::make_unique<Program>(m_scratch->filePath(u"network"_s));
        const QStringList everybody = kReviewers + QStringList{u"Owner"_s, u"Author"_s, u"Sender"_s};
        for (const QString &name : everybody)
            RUN_OK((*m_network)({u"key"_s, u"new"_s, name, u"--practice"_s}), 0);
        RUN_OK((*m_network)({u"practice"_s, u"up"_s, u"--appeal-window"_s, QString::number(kWindow)}, 500), 0);
        QVERIFY(standStill(*m_network)); // people review and judge here
        for (const QString &name : everybody)
            QVERIFY(newMachine(name));
        m_inbox.start(Program::binary(),
                      {u"--json"_s, u"--home"_s, m_scratch->filePath(u"inbox-home"_s), u"inbox"_s, u"serve"_s,
                       u"--folder"_s, m_scratch->filePath(u"inbox"_s)});
        while (m_inbox.state() != QProcess::NotRunning && !m_inbox.canReadLine() && m_inbox.waitForReadyRead(20'000)) {
        }
        m_inboxUrl = QJsonDocument::fromJson(m_inbox.readLine()).object()["url"_L1].toString();
        QVERIFY2(!m_inboxUrl.isEmpty(), m_inbox.readAllStandardError().constData());
    }

    void cleanupTestCase()
    {
        if (m_network)
            (void)(*m_network)({u"practice"_s, u"down"_s}, 60);
        m_inbox.kill();
        m_inbox.waitForFinished();
    }

    // To two datanets with the same three reviewers; both versions are on their remotes.
    void theAuthorsDataIsPublished()
    {
        m_recipes = founded(u"recipes"_s);
        m_cookbook = founded(u"cookbook"_s);
        if (QTest::currentTestFailed())
            return;
        m_inRecipes = freshOnes(m_random, 12);
        m_inCookbook = freshOnes(m_random, 8);
        for (const auto &[datanet, records] : {std::pair(m_recipes, m_inRecipes), {m_cookbook, m_inCookbook}}) {
            const QString id = sent(u"Author"_s, datanet, u"original-"_s + datanet, records);
            for (const QString &name : kReviewers)
                RUN_OK(as(name, {u"review"_s, u"open"_s, id}), 0);
            QVERIFY(voted(id, {u"--from-check"_s}));
            QCOMPARE(shown(u"Author"_s, id)["state"_L1].toString(), u"accepted"_s);
            publish(id, datanet, int(records.size()));
            if (QTest::currentTestFailed())
                return;
            if (datanet == m_recipes)
                m_original = id;
        }
    }

    // Before anything leaves the sender's machine.
    void theSenderLooksBeforehand()
    {
        QCOMPARE(m_inRecipes.size(), std::size_t(12));
        m_copies = {m_inRecipes.begin(), m_inRecipes.begin() + 10};
        Record reworded = m_inCookbook[1];
        reworded.term = u"reworded"_s;
        Record edited = m_inCookbook[2];
        edited.words.last() = u"otherwise"_s;
        const Record twin = fresh(m_random);
        Record second = twin;
        second.words.last() = u"again"_s;
        m_own = freshOnes(m_random, 3);
        Record loud = fresh(m_random);
        for (QString &word : loud.words)
            word = word.toUpper();
        Record personal = fresh(m_random);
        personal.words[4] = u"mara.lind@example.org"_s;

        std::vector<Record> records = m_copies;
        for (const auto &one : {m_inCookbook[0], reworded, edited, twin, second, loud, personal})
            records.push_back(one);
        records.insert(records.end(), m_own.begin(), m_own.end());
        m_folder = newSet(u"Sender"_s, u"mixed"_s, records);
        QVERIFY(!m_folder.isEmpty());

        const auto first = preflight();
        RUN_OK(first, 1);
        QCOMPARE(first.json()["already"_L1].toInt(), 1); // the author's own, in this datanet
        QVERIFY(first.json()["blocking"_L1].toInt() >= 1);
        const auto refused = as(u"Sender"_s, submitting());
        QVERIFY2(refused.code != 0, "an e-mail address leaves the machine");
        RUN_OK(as(u"Sender"_s, {u"check"_s, m_folder, u"--datanet"_s, m_cookbook, u"--fix"_s, u"personal-data"_s}), 1);
        // One finding stays, with a word to the reviewers.
        QString rule;
        for (const QJsonValue &finding : preflight().json()["findings"_L1].toArray()) {
            if (finding["id"_L1].toString() == loud.hex())
                rule = finding["rule"_L1].toString();
        }
        QVERIFY2(!rule.isEmpty(), "it is all in capitals");
        RUN_OK(as(u"Sender"_s,
                  {u"check"_s, m_folder, u"--datanet"_s, m_cookbook, u"--dismiss"_s, rule, u"--row"_s, loud.digits(),
                   u"--reason"_s, u"one reads it on the packet"_s}),
               0);
        RUN_OK(as(u"Sender"_s, {u"commit"_s, m_folder, u"-m"_s, u"mended"_s}), 0);

        const auto checked = preflight();
        RUN_OK(checked, 1);
        m_foretold = checked.json();
        QCOMPARE(m_foretold["blockedRecords"_L1].toInt(), 0);
        const auto forecast = m_foretold["forecast"_L1];
        QCOMPARE(forecast["verdict"_L1].toString(), u"accept"_s);
        QCOMPARE(forecast["leftOut"_L1].toInt(), 3); // two of the author's, one of one's own
        QVERIFY(forecast["lookedAt"_L1].toInt() >= 1);
        const auto fates = fatesOf(forecast["fates"_L1].toArray(), m_foretold["findings"_L1].toArray());
        for (const Record &copied : {reworded, edited})
            QVERIFY(fates.contains(QString(copied.hex() + u" left-out near-duplicate")));

        const auto planned = as(u"Sender"_s, submitting() + QStringList{u"--dry-run"_s});
        RUN_OK(planned, 0);
        m_count = planned.json()["records"_L1].toInt();
        QCOMPARE(m_count, 19);
        const auto submitted = as(u"Sender"_s, submitting());
        RUN_OK(submitted, 0);
        m_id = QString::number(submitted.json()["contribution"_L1].toInt());
        for (const QByteArray &line :
             as(u"Sender"_s, {u"query"_s, m_folder, QString(), u"--limit"_s, u"100"_s}).out.split('\n')) {
            if (const auto id = QJsonDocument::fromJson(line)["id"_L1]; id.isString())
                m_order += id.toString();
        }
        m_order.removeAll(m_inCookbook[0].hex());
        m_order.sort();
        QCOMPARE(m_order.size(), m_count);
    }

    // Findings with their evidence and the sender's word, fates and verdict: the same on four machines.
    void everyReviewerSeesWhatWasForetold()
    {
        const auto forecast = m_foretold["forecast"_L1];
        for (const QString &name : kReviewers) {
            const auto queue = as(name, {u"review"_s, u"queue"_s, u"--datanet"_s, m_cookbook});
            RUN_OK(queue, 0);
            QCOMPARE(taskIn(queue, m_id), u"read"_s);
            const auto run = as(name, {u"review"_s, u"open"_s, m_id});
            RUN_OK(run, 1);
            sees(run.json());
            if (QTest::currentTestFailed())
                return;
            QCOMPARE(run.json()["suggested"_L1]["verdict"_L1], forecast["verdict"_L1]);
            QCOMPARE(run.json()["suggested"_L1]["accepted"_L1], forecast["accepted"_L1]);
        }
    }

    // In bulk and one by one, each with a code and words; they do not agree.
    void theyDecideAndSeal()
    {
        const auto seen = as(u"Ada"_s, {u"review"_s, u"duplicates"_s, m_id});
        RUN_OK(seen, 0);
        const auto earlier = seen.json()["earlier"_L1];
        QCOMPARE(earlier.toArray().size(), 1);
        QCOMPARE(QString::number(earlier[0]["contribution"_L1].toInt()), m_original);
        QStringList copies;
        for (const QJsonValue &position : earlier[0]["positions"_L1].toArray())
            copies += QString::number(position.toInt() + 1);
        QCOMPARE(copies.size(), 10);
        const auto here = [](const QStringList &records) {
            QStringList words;
            for (const QString &record : records)
                words += {u"--exclude"_s, record};
            return words;
        };

        const auto bulk = decided(u"Ada"_s,
                                  {u"--rule"_s, u"near-duplicate"_s, u"--reason"_s, u"near-duplicate"_s, u"--words"_s,
                                   u"said before in other words"_s});
        RUN_OK(bulk, 0);
        QCOMPARE(bulk.json()["chosen"_L1].toInt(), 3);
        QCOMPARE(bulk.json()["accepted"_L1].toInt(), m_count - 3);
        RUN_OK(decided(u"Ada"_s,
                       here(copies)
                           + QStringList{u"--reason"_s, u"duplicate"_s, u"--words"_s, u"word for word the author's"_s,
                                         u"--verdict"_s, u"accept"_s}),
               0);

        RUN_OK(decided(u"Bo"_s, {u"--from-check"_s}), 0);
        const auto chosen = decided(u"Bo"_s,
                                    {u"--where"_s, u"term = \"%1\""_s.arg(m_own[0].term), u"--reason"_s, u"off-topic"_s,
                                     u"--words"_s, u"nobody cooks this"_s});
        RUN_OK(chosen, 0);
        QCOMPARE(chosen.json()["chosen"_L1].toInt(), 1);
        RUN_OK(decided(u"Bo"_s,
                       here(copies.mid(0, 5))
                           + QStringList{u"--reason"_s, u"duplicate"_s, u"--words"_s, u"in Recipes already"_s,
                                         u"--verdict"_s, u"accept"_s}),
               0);

        RUN_OK(decided(u"Cleo"_s, {u"--from-check"_s}), 0);
        RUN_OK(decided(u"Cleo"_s,
                       here({QString::number(positionOf(m_own[0]) + 1)})
                           + QStringList{u"--reason"_s, u"off-topic"_s, u"--words"_s, u"about cars"_s}),
               0);

        RUN_OK(as(u"Ada"_s, {u"review"_s, u"commit"_s, m_id}), 0);
        const auto early = as(u"Ada"_s, {u"review"_s, u"reveal"_s, m_id});
        QVERIFY2(early.code != 0, "a vote opens before all are sealed");
        for (const QString &name : {u"Bo"_s, u"Cleo"_s}) {
            const auto sealed = as(name, {u"review"_s, u"commit"_s, m_id});
            RUN_OK(sealed, 0);
            QVERIFY(sealed.json()["reasonsKeptOutside"_L1].toBool());
        }
        m_firstFive = {copies.begin(), copies.begin() + 5};
        m_lastFive = {copies.begin() + 5, copies.end()};
    }

    // Nothing but the account is left, and the vote opens with its reasons.
    void oneOfThemLosesHerMachine()
    {
        QVERIFY(QDir(m_people.at(u"Cleo"_s).home()).removeRecursively());
        QVERIFY(newMachine(u"Cleo"_s));
        const auto restored = as(u"Cleo"_s, {u"review"_s, u"restore"_s, m_id});
        RUN_OK(restored, 0);
        QCOMPARE(restored.json()["verdict"_L1].toString(), u"accept"_s);
        QVERIFY(restored.json()["reasons"_L1].toBool());
        for (const QString &name : kReviewers)
            RUN_OK(as(name, {u"review"_s, u"reveal"_s, m_id}), 0);
    }

    // While the deposit is held, to the wei; the review goes on.
    void copiesAreProven()
    {
        const Uint256 bond(std::uint64_t(m_count) * 1'000'000'000'000); // 1,000 gwei a record on this network
        const auto before = coinsOf(u"Bo"_s);
        const auto proven = as(u"Bo"_s, {u"review"_s, u"duplicates"_s, m_id, u"--prove"_s, u"--even-at-a-loss"_s});
        RUN_OK(proven, 0);
        const auto half = bond.dividedBy(Uint256(2))->first;
        QCOMPARE(wei(proven.json()["terms"_L1]["rewardWei"_L1]), half);
        QCOMPARE(coinsOf(u"Bo"_s), *before.plus(half)->minus(wei(proven.json()["proven"_L1]["feesWei"_L1])));
        const auto lost = shown(u"Sender"_s, m_id);
        QVERIFY(!lost["bondHeld"_L1].toBool());
        QCOMPARE(wei(lost["copiesProven"_L1]["bondWei"_L1]), bond);
        QCOMPARE(lost["copiesProven"_L1]["prover"_L1].toString(), addressOf(u"Bo"_s));
        RUN_OK(as(u"Ada"_s, {u"review"_s, u"finalize"_s, m_id}), 0);
    }

    void howFarTheyAgree()
    {
        const auto run = as(u"Owner"_s, {u"review"_s, u"agreement"_s, m_id});
        RUN_OK(run, 0);
        const auto agreement = run.json();
        QCOMPARE(agreement["seats"_L1].toArray().size(), 3);
        QVERIFY(!agreement["verdictsDiffer"_L1].toBool());
        QSet<int> differing;
        for (const QJsonValue &each : agreement["differing"_L1].toArray())
            differing += each["position"_L1].toInt();
        QSet<int> expected{positionOf(m_own[0])};
        for (const QString &record : m_firstFive + m_lastFive)
            expected += record.toInt() - 1;
        QCOMPARE(differing, expected);
        // Two of three decided alike about each of these, one pair of three; the others are of one mind.
        const double pairs = 3.0 * m_count;
        const double observed = (pairs - 2.0 * double(expected.size())) / pairs;
        const double out = (2 * 5 + 5 + 2 + 3 * 3) / pairs; // share of all decisions that left a record out
        const double chance = out * out + (1 - out) * (1 - out);
        QVERIFY(std::abs(agreement["observed"_L1].toDouble() - observed) < 1e-12);
        QVERIFY(std::abs(agreement["fleissKappa"_L1].toDouble() - (observed - chance) / (1 - chance)) < 1e-12);

        const auto printed = Program::run(Program::binary(),
                                          {u"--home"_s, m_people.at(u"Owner"_s).home(), u"--network"_s, u"practice"_s,
                                           u"review"_s, u"agreement"_s, m_id});
        RUN_OK(printed, 0);
        for (const char *words :
             {"3 of 3 votes", "Fleiss' kappa", "They differ about 11 records", "nobody cooks this", "about cars"})
            QVERIFY2(printed.out.contains(words), said(printed).constData());
    }

    // Whoever left a record out said why, and it arrives: record by record, code and words.
    void theSenderReadsEveryReason()
    {
        const auto mine = shown(u"Sender"_s, m_id);
        QCOMPARE(mine["state"_L1].toString(), u"partly-accepted"_s);
        QCOMPARE(mine["accepted"_L1].toInt(), m_count - 5 - 1 - 3);
        const auto outcomes = mine["outcomes"_L1].toArray();
        QCOMPARE(outcomes.size(), m_count);
        const auto out = leftOut();
        for (const QJsonValue &outcome : outcomes) {
            const int position = outcome["position"_L1].toInt();
            const QString number = QString::number(position + 1);
            const QStringList reasons = reasonsOf(outcome);
            if (m_firstFive.contains(number)) {
                QVERIFY(!outcome["accepted"_L1].toBool());
                QCOMPARE(reasons,
                         QStringList({u"duplicate: in Recipes already"_s, u"duplicate: word for word the author's"_s}));
            } else if (position == positionOf(m_own[0])) {
                QVERIFY(!outcome["accepted"_L1].toBool());
                QCOMPARE(outcome["id"_L1].toString(), m_own[0].hex());
                QCOMPARE(reasons, QStringList({u"off-topic: about cars"_s, u"off-topic: nobody cooks this"_s}));
            } else if (out.contains(outcome["id"_L1].toString())) {
                QVERIFY(!outcome["accepted"_L1].toBool());
                QCOMPARE(reasons.size(), 3);
                QVERIFY(reasons.contains(u"near-duplicate: said before in other words"_s));
                // The checks' own reason comes with what it was found in.
                const auto evidence = outcome["reasons"_L1].toArray();
                QVERIFY(std::any_of(evidence.begin(), evidence.end(), [](const QJsonValue &reason) {
                    return !reason["evidence"_L1].toObject().isEmpty();
                }));
            } else {
                QVERIFY(outcome["accepted"_L1].toBool());
            }
        }
        const auto history = as(u"Sender"_s, {u"wallet"_s, u"history"_s}).json()["entries"_L1].toArray();
        QVERIFY(std::any_of(history.begin(), history.end(), [](const QJsonValue &entry) {
            return entry["kind"_L1].toString() == u"contribution-copies-shown";
        }));
    }

    // Outside jurors read the comment, see the same findings, and have the last word.
    void theSenderAppeals()
    {
        const QString comment = u"%1 is a spice, and both of you left it out"_s.arg(m_own[0].term);
        const auto appealed =
            as(u"Sender"_s, {u"contribution"_s, u"appeal"_s, m_id, u"--reason"_s, u"other"_s, u"--words"_s, comment});
        RUN_OK(appealed, 0);
        QCOMPARE(appealed.json()["result"_L1].toString(), u"partly-accepted"_s);
        QVERIFY(appealed.json()["delivered"_L1].toBool());
        std::vector<Program> jurors;
        for (int i = 1; i <= 3; ++i)
            jurors.emplace_back(m_network->home() + u"/practice/programs/juror-%1"_s.arg(i));
        const auto juror = [&](int which, const QStringList &words) {
            return jurors[std::size_t(which)](QStringList{u"--network"_s, u"practice"_s, u"review"_s} + words);
        };
        for (int i = 0; i < 3; ++i) {
            const auto queue = juror(i, {u"queue"_s, u"--appeals"_s});
            RUN_OK(queue, 0);
            QCOMPARE(taskIn(queue, m_id), u"read"_s);
            const auto run = juror(i, {u"open"_s, m_id});
            RUN_OK(run, 1);
            QCOMPARE(run.json()["round"_L1].toInt(), 2);
            QCOMPARE(run.json()["appeal"_L1]["words"_L1].toString(), comment);
            sees(run.json());
            if (QTest::currentTestFailed())
                return;
            RUN_OK(juror(i, {u"decide"_s, m_id, u"--from-check"_s}), 0);
            QStringList words{u"decide"_s, m_id, u"--reason"_s, u"duplicate"_s, u"--words"_s, u"proven on chain"_s};
            for (const QString &record : m_firstFive + m_lastFive)
                words += {u"--exclude"_s, record};
            RUN_OK(juror(i, words), 0);
            if (i == 2)
                RUN_OK(juror(i,
                             {u"decide"_s, m_id, u"--exclude"_s, QString::number(positionOf(m_own[0]) + 1),
                              u"--reason"_s, u"off-topic"_s, u"--words"_s, u"I never saw it"_s}),
                       0);
            RUN_OK(juror(i, {u"commit"_s, m_id}), 0);
        }
        for (int i = 0; i < 3; ++i)
            RUN_OK(juror(i, {u"reveal"_s, m_id}), 0);
        RUN_OK(juror(0, {u"finalize"_s, m_id}), 0);

        const auto judged = shown(u"Sender"_s, m_id);
        QVERIFY(judged["appeal"_L1]["changed"_L1].toBool());
        QVERIFY(judged["appeal"_L1]["bondReturned"_L1].toBool());
        QCOMPARE(judged["accepted"_L1].toInt(), m_count - 3 - 10);
        for (const QJsonValue &outcome : judged["outcomes"_L1].toArray()) {
            if (outcome["position"_L1].toInt() == positionOf(m_own[0]))
                QVERIFY(outcome["accepted"_L1].toBool());
            if ((m_firstFive + m_lastFive).contains(QString::number(outcome["position"_L1].toInt() + 1)))
                QCOMPARE(reasonsOf(outcome), QStringList(3, u"duplicate: proven on chain"_s));
        }
        publish(m_id, m_cookbook, 8 + m_count - 13);
        const auto afterwards = preflight();
        QCOMPARE(afterwards.json()["already"_L1].toInt(), 1 + m_count - 13);
    }

    // Two of three ask for a change of two records; the sender sees which and why, and changes those.
    void changesAreAskedForAndMade()
    {
        const auto records = freshOnes(m_random, 5);
        const QString folder = newSet(u"Sender"_s, u"later"_s, records);
        const QStringList submitting{u"submit"_s, folder, u"--datanet"_s, m_cookbook, u"--may-share"_s};
        const auto submitted = as(u"Sender"_s, submitting);
        RUN_OK(submitted, 0);
        const QString id = QString::number(submitted.json()["contribution"_L1].toInt());
        std::vector<Digest> order;
        for (const Record &record : records)
            order.push_back(record.id());
        std::sort(order.begin(), order.end());
        for (const QString &name : kReviewers) {
            RUN_OK(as(name, {u"review"_s, u"decide"_s, id, u"--from-check"_s}), 0);
            if (name == u"Cleo")
                continue;
            for (const Record &record : {records[1], records[3]}) {
                const auto at = std::lower_bound(order.begin(), order.end(), record.id()) - order.begin() + 1;
                RUN_OK(as(name,
                          {u"review"_s, u"decide"_s, id, u"--exclude"_s, QString::number(at), u"--reason"_s,
                           u"low-quality"_s, u"--words"_s, u"how much of %1?"_s.arg(record.term), u"--verdict"_s,
                           u"changes-requested"_s}),
                       0);
            }
        }
        QVERIFY(voted(id, {}));
        const auto asked = shown(u"Sender"_s, id);
        QCOMPARE(asked["state"_L1].toString(), u"changes-requested"_s);
        QStringList wanted;
        for (const QJsonValue &outcome : asked["outcomes"_L1].toArray()) {
            const auto reasons = reasonsOf(outcome);
            if (reasons.isEmpty())
                continue; // nobody asks anything about it
            const QString record = outcome["id"_L1].toString();
            const auto &which = record == records[1].hex() ? records[1] : records[3];
            QCOMPARE(reasons, QStringList(2, u"low-quality: how much of %1?"_s.arg(which.term)));
            RUN_OK(as(u"Sender"_s,
                      {u"set"_s, folder, record.mid(2, 16), u"definition"_s,
                       QString(which.definition() + u" two spoons")}),
                   0);
            wanted += record;
        }
        wanted.sort();
        QStringList expected{records[1].hex(), records[3].hex()};
        expected.sort();
        QCOMPARE(wanted, expected);
        RUN_OK(as(u"Sender"_s, {u"commit"_s, folder, u"-m"_s, u"how much"_s}), 0);
        const auto again = as(u"Sender"_s, {u"contribution"_s, u"resubmit"_s, id, u"--may-share"_s});
        RUN_OK(again, 0);
        const QString second = QString::number(again.json()["contribution"_L1].toInt());
        QCOMPARE(shown(u"Sender"_s, id)["state"_L1].toString(), u"superseded"_s);
        const auto opened = as(u"Ada"_s, {u"review"_s, u"open"_s, second});
        RUN_OK(opened, 0);
        QCOMPARE(opened.json()["records"_L1].toInt(), 5);
        QVERIFY(voted(second, {u"--from-check"_s}));
        QCOMPARE(shown(u"Sender"_s, second)["state"_L1].toString(), u"accepted"_s);
    }

private:
    // A data folder with nothing in it but the accounts' keys and where the network is.
    bool newMachine(const QString &name)
    {
        const QString home = m_scratch->filePath(u"of-"_s + name);
        m_people.insert_or_assign(name, Program(home));
        const QString from = m_network->home();
        const auto copy = [](const QString &what, const QString &to) {
            return Program::run(u"cp"_s, {u"-r"_s, what, to}).code == 0;
        };
        return QDir().mkpath(home + u"/practice"_s) && copy(from + u"/keys"_s, home)
            && copy(from + u"/networks"_s, home) && copy(from + u"/practice/passphrase"_s, home + u"/practice"_s);
    }

    Run as(const QString &name, const QStringList &words) const
    {
        return m_people.at(name)(QStringList{u"--network"_s, u"practice"_s, u"--account"_s, name} + words);
    }
    Run decided(const QString &name, const QStringList &words) const
    {
        return as(name, QStringList{u"review"_s, u"decide"_s, m_id} + words);
    }
    Run preflight() const { return as(u"Sender"_s, {u"check"_s, m_folder, u"--datanet"_s, m_cookbook}); }
    QStringList submitting() const { return {u"submit"_s, m_folder, u"--datanet"_s, m_cookbook, u"--may-share"_s}; }
    QJsonObject shown(const QString &name, const QString &id) const
    {
        return as(name, {u"contribution"_s, u"show"_s, id}).json();
    }
    QString addressOf(const QString &name) const
    {
        return as(name, {u"wallet"_s, u"balance"_s}).json()["accounts"_L1][0]["address"_L1].toString();
    }
    Uint256 coinsOf(const QString &name) const
    {
        return wei(as(name, {u"wallet"_s, u"balance"_s}).json()["accounts"_L1][0]["coins"_L1]["value"_L1]);
    }

    static QString taskIn(const Run &queue, const QString &id)
    {
        for (const QJsonValue &entry : queue.json()["queue"_L1].toArray()) {
            if (QString::number(entry["contribution"_L1].toInt()) == id)
                return entry["task"_L1].toString();
        }
        return {};
    }

    static QStringList reasonsOf(const QJsonValue &outcome)
    {
        QStringList reasons;
        for (const QJsonValue &reason : outcome["reasons"_L1].toArray())
            reasons += reason["code"_L1].toString() + u": " + reason["words"_L1].toString();
        reasons.sort();
        return reasons;
    }

    // What the pre-flight said, now in a review.
    void sees(const QJsonObject &review)
    {
        QCOMPARE(review["records"_L1].toInt(), m_count);
        QCOMPARE(told(review["findings"_L1].toArray()), told(m_foretold["findings"_L1].toArray()));
        QCOMPARE(fatesOf(review["fates"_L1].toArray(), review["findings"_L1].toArray()),
                 fatesOf(m_foretold["forecast"_L1]["fates"_L1].toArray(), m_foretold["findings"_L1].toArray()));
    }

    // Ids of the records that the checks leave out.
    QSet<QString> leftOut() const
    {
        QSet<QString> ids;
        for (const QString &line :
             fatesOf(m_foretold["forecast"_L1]["fates"_L1].toArray(), m_foretold["findings"_L1].toArray())) {
            if (line.section(u' ', 1, 1) == u"left-out")
                ids += line.section(u' ', 0, 0);
        }
        return ids;
    }

    // On chain, from 0: records stand in the ascending order of their ids.
    int positionOf(const Record &record) const { return int(m_order.indexOf(record.hex())); }

    // Number of a datanet with the three reviewers, its remote reached through ssh.
    QString founded(const QString &name)
    {
        const QString rules = write(
            u"rules.json"_s,
            R"({"format":1,"title":"Recipes","purpose":"For a test.","rules":["One word a record."],"licence":"CC0-1.0",)"
            R"("schema":{"fields":[{"name":"term","type":"string","constraints":{"required":true}},)"
            R"({"name":"definition","type":"string","constraints":{"required":true}}],"textField":"definition"}})");
        const QString remote = m_scratch->filePath(name + u".git"_s);
        ran(u"git"_s, {u"init"_s, u"-q"_s, u"--bare"_s, u"-b"_s, u"main"_s, remote});
        const auto made = as(u"Owner"_s,
                             {u"datanet"_s, u"create"_s, u"--rules"_s, rules, u"--name"_s, name, u"--inbox"_s,
                              m_inboxUrl, u"--remote"_s, m_ssh->address(m_ssh->port, remote), u"--kind"_s, u"text"_s});
        const QString datanet = QString::number(made.json()["id"_L1].toInt());
        bool good = made.code == 0;
        for (const QString &reviewer : kReviewers)
            good = good
                && as(reviewer, {u"review"_s, u"stake"_s, u"--datanet"_s, datanet, u"--amount"_s, u"20"_s}).code == 0;
        if (!good)
            QTest::qFail(said(made).constData(), __FILE__, __LINE__);
        return datanet;
    }

    QString write(const QString &name, const QByteArray &bytes) const
    {
        put(m_scratch->filePath(name), bytes);
        return m_scratch->filePath(name);
    }

    // Its folder; empty, with what went wrong said, when it could not be made.
    QString newSet(const QString &who, const QString &name, const std::vector<Record> &records) const
    {
        QByteArray lines;
        for (const Record &record : records)
            lines += record.body() + '\n';
        const QString folder = m_scratch->filePath(name);
        for (const QStringList &words :
             {QStringList{u"init"_s, folder, u"--title"_s, name, u"--domain"_s, u"cooking"_s, u"--license"_s,
                          u"CC0-1.0"_s},
              QStringList{u"import"_s, folder, write(name + u".jsonl"_s, lines), u"--text-field"_s, u"definition"_s},
              QStringList{u"commit"_s, folder, u"-m"_s, u"first"_s}}) {
            const auto done = as(who, words);
            if (done.code != 0) {
                qWarning("%s", said(done).constData());
                return {};
            }
        }
        return folder;
    }

    // Number of the contribution.
    QString sent(const QString &who, const QString &datanet, const QString &name, const std::vector<Record> &records)
    {
        const auto run = as(who, {u"submit"_s, newSet(who, name, records), u"--datanet"_s, datanet, u"--may-share"_s});
        if (run.code != 0)
            qWarning("%s", said(run).constData());
        return QString::number(run.json()["contribution"_L1].toInteger());
    }

    // All three decide so (not anew where nothing is said), seal and open; the first computes the result.
    bool voted(const QString &id, const QStringList &decision) const
    {
        const auto done = [&](const QString &name, const QStringList &words) {
            const Run run = as(name, QStringList{u"review"_s} + words);
            if (run.code != 0)
                qWarning("%s %s: %s", qPrintable(name), qPrintable(words.first()), said(run).constData());
            return run.code == 0;
        };
        for (const QString &name : kReviewers) {
            if (!decision.isEmpty() && !done(name, QStringList{u"decide"_s, id} + decision))
                return false;
            if (!done(name, {u"commit"_s, id}))
                return false;
        }
        for (const QString &name : kReviewers) {
            if (!done(name, {u"reveal"_s, id}))
                return false;
        }
        return done(kReviewers.first(), {u"finalize"_s, id});
    }

    // A panel member brings the records to the remote, the owner registers the version; all of it is checked.
    void publish(const QString &id, const QString &datanet, int records)
    {
        RUN_OK((*m_network)({u"practice"_s, u"advance"_s, QString::number(kWindow + 1)}), 0);
        RUN_OK(as(u"Ada"_s, {u"review"_s, u"publish"_s, id}), 0);
        const auto published = as(u"Owner"_s, {u"review"_s, u"publish"_s, id});
        RUN_OK(published, 0);
        QVERIFY(published.json()["registered"_L1].toBool());
        const auto verified = as(u"Sender"_s, {u"datanet"_s, u"verify"_s, datanet});
        RUN_OK(verified, 0);
        QCOMPARE(verified.json()["records"_L1].toInt(), records);
    }

    QRandomGenerator m_random{20261201};
    std::unique_ptr<QTemporaryDir> m_scratch;
    std::unique_ptr<SshServer> m_ssh;
    std::unique_ptr<Program> m_network; // whose machine the practice network runs on
    std::map<QString, Program> m_people;
    QProcess m_inbox;
    QString m_inboxUrl;
    QString m_recipes;
    QString m_cookbook;
    QString m_original; // contribution of the author's recipes
    std::vector<Record> m_inRecipes;
    std::vector<Record> m_inCookbook;
    std::vector<Record> m_copies; // the sender's, word for word the author's
    std::vector<Record> m_own;
    QString m_folder; // of what the sender sends
    QString m_id;
    int m_count = 0;
    QJsonObject m_foretold;
    QStringList m_order; // ids of the records that were sent, ascending
    QStringList m_firstFive; // of the copies, counted from 1: two reviewers leave them out
    QStringList m_lastFive; // only one does
};

QTEST_GUILESS_MAIN(TestReviewJourney)
#include "tst_review_journey.moc"

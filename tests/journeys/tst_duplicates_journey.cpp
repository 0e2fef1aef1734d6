#include <QTest>

#include "base/task.h"
#include "base/uint256.h"
#include "chain/http_transport.h"
#include "journeys/program.h"

#include <QFile>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QTemporaryDir>

using namespace datanet::test;
using namespace Qt::StringLiterals;
using datanet::base::Uint256;

namespace {

constexpr int kRecords = 9;

QByteArray rows(quint32 seed, int count)
{
    QRandomGenerator random(seed);
    QByteArray csv;
    for (int row = 0; row < count; ++row) {
        QByteArrayList words;
        for (int i = 0; i < 16; ++i) {
            QByteArray letters;
            for (int n = 3 + int(random.bounded(6)); n > 0; --n)
                letters += char('a' + random.bounded(26));
            words += letters;
        }
        csv += words.first() + QByteArray::number(row) + ',' + words.join(' ') + '\n';
    }
    return csv;
}

// The first lines of a CSV without heading.
QByteArray firstOf(const QByteArray &csv, int count)
{
    QByteArrayList lines = csv.split('\n').mid(0, count);
    return lines.join('\n') + '\n';
}

Uint256 wei(const QJsonValue &value)
{
    return Uint256::fromDecimal(value.toString()).value_or(Uint256());
}

} // namespace

// Somebody sends to one datanet what another had published before: a third account proves it and has its half of the
// deposit to the wei, also when it is killed between announcing and proving; a few common records are no offence.
class TestDuplicatesJourney : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_scratch = std::make_unique<QTemporaryDir>();
        m_program = std::make_unique<Program>(m_scratch->filePath(u"home"_s));
        for (const auto &name : {u"Author"_s, u"Copier"_s, u"Owner"_s, u"Ada"_s, u"Bo"_s, u"Watcher"_s})
            RUN_OK((*m_program)({u"key"_s, u"new"_s, name, u"--practice"_s}), 0);
        RUN_OK((*m_program)({u"practice"_s, u"up"_s, u"--appeal-window"_s, u"1"_s}, 500), 0);
        QVERIFY(standStill(*m_program));
        m_inbox.start(Program::binary(),
                      {u"--json"_s, u"--home"_s, m_scratch->filePath(u"owner"_s), u"inbox"_s, u"serve"_s, u"--folder"_s,
                       m_scratch->filePath(u"inbox"_s)});
        while (m_inbox.state() != QProcess::NotRunning && !m_inbox.canReadLine() && m_inbox.waitForReadyRead(20'000)) {
        }
        m_inboxUrl = QJsonDocument::fromJson(m_inbox.readLine()).object()["url"_L1].toString();
        QVERIFY2(!m_inboxUrl.isEmpty(), m_inbox.readAllStandardError().constData());
        QFile profile(m_program->home() + u"/practice/network.json"_s);
        QVERIFY(profile.open(QIODevice::ReadOnly));
        const auto servers = QJsonDocument::fromJson(profile.readAll())["servers"_L1].toArray();
        m_server = servers.at(0).isString() ? servers.at(0).toString() : servers.at(0)["url"_L1].toString();
        QVERIFY(!m_server.isEmpty());
    }

    void cleanupTestCase()
    {
        if (m_program)
            (void)(*m_program)({u"practice"_s, u"down"_s}, 60);
        m_inbox.kill();
        m_inbox.waitForFinished();
    }

    void theAuthorPublishes()
    {
        m_first = founded(u"Recipes"_s);
        m_second = founded(u"Cookbook"_s);
        if (QTest::currentTestFailed())
            return;
        m_original = sent(u"Author"_s, m_first, u"original"_s, rows(1, kRecords));
        QVERIFY(vote(m_original));
        RUN_OK((*m_program)({u"practice"_s, u"advance"_s, u"20"_s}), 0);
        RUN_OK(as(u"Owner"_s, {u"review"_s, u"publish"_s, m_original}), 0);
        RUN_OK((*m_program)({u"practice"_s, u"advance"_s, u"5"_s}), 0);
    }

    // The list is public, so its root tells everybody; the proof goes on after a kill.
    void aWholeCopyLosesItsDeposit()
    {
        const QString copy = sent(u"Copier"_s, m_second, u"copy"_s, rows(1, kRecords));
        const auto seen = as(u"Watcher"_s, {u"review"_s, u"duplicates"_s, copy});
        RUN_OK(seen, 0);
        const auto document = seen.json();
        QCOMPARE(document["found"_L1].toInt(), kRecords);
        QCOMPARE(document["needed"_L1].toInt(), (kRecords + 1) / 2);
        QCOMPARE(document["earlier"_L1].toArray().size(), 1);
        QCOMPARE(QString::number(document["earlier"_L1][0]["contribution"_L1].toInt()), m_original);
        QCOMPARE(document["level"_L1].toString(), u"N"_s);
        QVERIFY(document["complete"_L1].toBool());
        QVERIFY(document["taken"_L1].isNull());
        // 1,000 gwei a record on this network, and half of that.
        const Uint256 bond(std::uint64_t(kRecords) * 1'000'000'000'000);
        QCOMPARE(wei(document["terms"_L1]["rewardWei"_L1]), bond.dividedBy(Uint256(2))->first);

        const QStringList proving{u"--account"_s, u"Watcher"_s, u"review"_s,          u"duplicates"_s,
                                  copy,           u"--prove"_s, u"--even-at-a-loss"_s};
        const QString watcher = addressOf(u"Watcher"_s);
        const int nonce = sentBy(watcher);
        const auto cut = m_program->killed(proving, [&](qint64) { return sentBy(watcher) > nonce; });
        QVERIFY2(!cut, cut ? said(*cut).constData() : "");
        QCOMPARE(sentBy(watcher), nonce + 1);
        QVERIFY(shown(copy)["bondHeld"_L1].toBool());
        const auto before = coinsOf(u"Watcher"_s);
        const auto proven = (*m_program)(proving);
        RUN_OK(proven, 0);
        const auto deed = proven.json()["proven"_L1];
        QVERIFY(deed["announcement"_L1].isNull()); // it stands since before the kill
        QVERIFY(!deed["transaction"_L1].toString().isEmpty());
        QCOMPARE(sentBy(watcher), nonce + 2);
        QCOMPARE(coinsOf(u"Watcher"_s),
                 *before.plus(bond.dividedBy(Uint256(2))->first)->minus(wei(deed["feesWei"_L1])));

        // Said again it is done, another is told that it is taken, and the copier sees it.
        const auto again = (*m_program)(proving);
        RUN_OK(again, 0);
        QVERIFY(again.json()["proven"_L1]["transaction"_L1].isNull());
        const auto late = as(u"Bo"_s, {u"review"_s, u"duplicates"_s, copy, u"--prove"_s});
        RUN_OK(late, 3);
        QVERIFY2(late.errors.contains("taken already"), said(late).constData());
        const auto lost = shown(copy);
        QVERIFY(!lost["bondHeld"_L1].toBool());
        QCOMPARE(lost["copiesProven"_L1]["prover"_L1].toString(), watcher);
        QCOMPARE(lost["copiesProven"_L1]["records"_L1].toInt(), (kRecords + 1) / 2);
        QCOMPARE(wei(lost["copiesProven"_L1]["bondWei"_L1]), bond);
        QVERIFY(historyOf(u"Copier"_s).contains(u"contribution-copies-shown"_s));
        QVERIFY(historyOf(u"Copier"_s).contains(u"contribution-bond-lost"_s));
        QVERIFY(historyOf(u"Watcher"_s).contains(u"copies-proven"_s));
        QVERIFY(historyOf(u"Watcher"_s).contains(u"contribution-bond-won"_s));
        QVERIFY(vote(copy)); // the review goes on
    }

    // Four of ten records: whoever reviews them sees it, and the deposit stays where it is.
    void aFewCommonRecordsAreNoOffence()
    {
        const QString mixed = sent(u"Copier"_s, m_second, u"mixed"_s, firstOf(rows(1, kRecords), 4) + rows(2, 6));
        RUN_OK(as(u"Watcher"_s, {u"review"_s, u"duplicates"_s, mixed}), 1); // nobody but its reviewers has the records
        QVERIFY((*m_program)({u"review"_s, u"duplicates"_s, mixed}).json()["recordsKnown"_L1] == false);
        (void)as(u"Ada"_s, {u"review"_s, u"open"_s, mixed});
        const auto seen = as(u"Ada"_s, {u"review"_s, u"duplicates"_s, mixed});
        RUN_OK(seen, 1);
        QCOMPARE(seen.json()["found"_L1].toInt(), 4);
        QCOMPARE(seen.json()["needed"_L1].toInt(), 5);
        QCOMPARE(seen.json()["contributorProvenBefore"_L1].toInt(), 1);
        const auto refused = as(u"Ada"_s, {u"review"_s, u"duplicates"_s, mixed, u"--prove"_s});
        RUN_OK(refused, 3);
        QVERIFY2(refused.errors.contains("4 of its 10 records stand earlier, and 5 are needed"),
                 said(refused).constData());
        QVERIFY(shown(mixed)["bondHeld"_L1].toBool());
    }

private:
    Run as(const QString &account, const QStringList &words, int seconds = 180) const
    {
        return (*m_program)(QStringList{u"--account"_s, account} + words, seconds);
    }
    QJsonObject shown(const QString &id) const { return (*m_program)({u"contribution"_s, u"show"_s, id}).json(); }

    QString addressOf(const QString &name) const
    {
        return as(name, {u"wallet"_s, u"balance"_s}).json()["accounts"_L1][0]["address"_L1].toString();
    }
    Uint256 coinsOf(const QString &name) const
    {
        return wei(as(name, {u"wallet"_s, u"balance"_s}).json()["accounts"_L1][0]["coins"_L1]["value"_L1]);
    }

    QStringList historyOf(const QString &name) const
    {
        QStringList kinds;
        for (const QJsonValue &entry : as(name, {u"wallet"_s, u"history"_s}).json()["entries"_L1].toArray())
            kinds.append(entry["kind"_L1].toString());
        return kinds;
    }

    // How many transactions of an account are in blocks.
    int sentBy(const QString &address) const
    {
        datanet::chain::HttpTransport transport;
        datanet::base::Unwatched context;
        const QJsonObject call{{u"jsonrpc"_s, u"2.0"_s},
                               {u"id"_s, 1},
                               {u"method"_s, u"eth_getTransactionCount"_s},
                               {u"params"_s, QJsonArray{address, u"latest"_s}}};
        const auto answer = transport.post(QUrl(m_server), QJsonDocument(call).toJson(QJsonDocument::Compact), context);
        return answer ? QJsonDocument::fromJson(*answer)["result"_L1].toString().mid(2).toInt(nullptr, 16) : -1;
    }

    // A datanet with two reviewers who are people.
    QString founded(const QString &name)
    {
        const QString rules = m_scratch->filePath(u"rules.json"_s);
        write(
            rules,
            R"({"format":1,"title":"Recipes","purpose":"For a test.","rules":["One recipe a record."],"licence":"CC0-1.0",)"
            R"("schema":{"fields":[{"name":"term","type":"string","constraints":{"required":true}},)"
            R"({"name":"definition","type":"string","constraints":{"required":true}}]}})");
        const auto made =
            as(u"Owner"_s,
               {u"datanet"_s, u"create"_s, u"--rules"_s, rules, u"--name"_s, name, u"--inbox"_s, m_inboxUrl,
                u"--remote"_s, m_scratch->filePath(name + u".git"_s), u"--kind"_s, u"text"_s});
        const QString datanet = QString::number(made.json()["id"_L1].toInt());
        bool good = made.code == 0;
        for (const auto &reviewer : {u"Ada"_s, u"Bo"_s})
            good = good
                && as(reviewer, {u"review"_s, u"stake"_s, u"--datanet"_s, datanet, u"--amount"_s, u"20"_s}).code == 0;
        if (!good)
            QTest::qFail(said(made).constData(), __FILE__, __LINE__);
        return datanet;
    }

    static void write(const QString &path, const QByteArray &bytes)
    {
        QFile target(path);
        QVERIFY(target.open(QIODevice::WriteOnly));
        target.write(bytes);
    }

    // Number of the contribution.
    QString sent(const QString &account, const QString &datanet, const QString &name, const QByteArray &lines) const
    {
        const QString folder = m_scratch->filePath(name);
        write(folder + u".csv"_s, "term,definition\n" + lines);
        for (const QStringList &words : {QStringList{u"init"_s, folder, u"--title"_s, name, u"--domain"_s, u"cooking"_s,
                                                     u"--license"_s, u"CC0-1.0"_s},
                                         QStringList{u"import"_s, folder, folder + u".csv"_s},
                                         QStringList{u"commit"_s, folder, u"-m"_s, u"first"_s}}) {
            const auto done = (*m_program)(words);
            if (done.code != 0)
                qWarning("%s", said(done).constData());
        }
        const auto run = as(account, {u"submit"_s, folder, u"--datanet"_s, datanet, u"--may-share"_s});
        if (run.code != 0)
            qWarning("%s", said(run).constData());
        return QString::number(run.json()["contribution"_L1].toInteger());
    }

    // Both reviewers accept, seal and open; one of them computes the result.
    bool vote(const QString &id) const
    {
        return bothReview([this](const QString &name, const QStringList &words) { return as(name, words); }, id,
                          {u"--accept-all"_s});
    }

    std::unique_ptr<QTemporaryDir> m_scratch;
    std::unique_ptr<Program> m_program;
    QProcess m_inbox;
    QString m_inboxUrl;
    QString m_server;
    QString m_first;
    QString m_second;
    QString m_original;
};

QTEST_GUILESS_MAIN(TestDuplicatesJourney)
#include "tst_duplicates_journey.moc"

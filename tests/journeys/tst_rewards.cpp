#include <QTest>

#include "base/file_lock.h"
#include "journeys/false_round.h"
#include "journeys/program.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QTemporaryDir>

using namespace datanet::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatience = 400; // of half a second, for programs that train and ask

struct Entry
{
    QByteArray term;
    QByteArrayList words; // of its definition
};

std::vector<Entry> entries(quint32 seed)
{
    QRandomGenerator random(seed);
    const auto word = [&random] {
        QByteArray letters;
        for (int i = 0, n = 4 + int(random.bounded(6)); i < n; ++i)
            letters += char('a' + random.bounded(26));
        return letters;
    };
    std::vector<Entry> all(8);
    for (Entry &entry : all) {
        entry.term = word();
        for (int i = 0; i < 24; ++i)
            entry.words += word();
    }
    return all;
}

// Decimal numbers of any length.
QString sumOf(const QStringList &numbers)
{
    QString sum = u"0"_s;
    for (const QString &number : numbers) {
        QString next;
        int carry = 0;
        for (qsizetype i = 0; i < qMax(sum.size(), number.size()) || carry != 0; ++i) {
            const auto digit = [i](const QString &text) {
                return i < text.size() ? text.at(text.size() - 1 - i).digitValue() : 0;
            };
            carry += digit(sum) + digit(number);
            next.prepend(QChar(u'0' + carry % 10));
            carry /= 10;
        }
        sum = next;
    }
    return sum;
}

} // namespace

// J3 and J4: what is published is asked about and paid for, the round is paid out, the account sees why, checks it and
// claims it; what was tampered with is found.
class TestRewards : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_scratch = std::make_unique<QTemporaryDir>();
        m_program = std::make_unique<Program>(m_scratch->filePath(u"home"_s));
        const Program &datanet = *m_program;
        for (const auto &name : {u"Newcomer"_s, u"Stranger"_s})
            RUN_OK(datanet({u"key"_s, u"new"_s, name, u"--practice"_s}), 0);
        RUN_OK(
            datanet({u"practice"_s, u"up"_s, u"--appeal-window"_s, u"1"_s, u"--set"_s, u"challengeWindow=120"_s}, 500),
            0);
    }

    void cleanupTestCase()
    {
        if (m_program)
            (void)(*m_program)({u"practice"_s, u"down"_s}, 60);
    }

    void nothingToClaim()
    {
        const auto claim = (*m_program)({u"--account"_s, u"Stranger"_s, u"reward"_s, u"claim"_s});
        RUN_OK(claim, 1);
        QVERIFY(claim.json()["claims"_L1].toArray().isEmpty());
    }

    void publish()
    {
        const Program &datanet = *m_program;
        m_entries = entries(20261120);
        QFile file(m_scratch->filePath(u"words.csv"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("term,definition\n");
        for (const Entry &entry : m_entries)
            file.write(entry.term + ',' + entry.words.join(' ') + '\n');
        file.close();
        const QString folder = m_scratch->filePath(u"set"_s);
        RUN_OK(datanet({u"init"_s, folder, u"--title"_s, u"Words"_s, u"--domain"_s, u"computing"_s, u"--license"_s,
                        u"CC0-1.0"_s}),
               0);
        RUN_OK(datanet({u"import"_s, folder, file.fileName(), u"--text-field"_s, u"definition"_s}), 0);
        RUN_OK(datanet({u"commit"_s, folder, u"-m"_s, u"words"_s}), 0);
        RUN_OK(datanet({u"submit"_s, folder, u"--datanet"_s, u"1"_s, u"--may-share"_s}), 0);
        const auto shown = datanet({u"contribution"_s, u"show"_s, u"--latest"_s, u"--wait"_s}, 300);
        RUN_OK(shown, 0);
        m_contribution = shown.json()["contribution"_L1].toInteger();
        QVERIFY(m_contribution > 0);
    }

    // The records are in the practice model when it goes on from a term with its definition.
    void trainedByTheProgram()
    {
        const Program &datanet = *m_program;
        const QString term = QString::fromUtf8(m_entries[0].term);
        bool known = false;
        for (int attempt = 0; attempt < kPatience && !known; ++attempt) {
            const auto run = datanet({u"model"_s, u"run"_s, u"1"_s, term});
            known = run.json()["answer"_L1].toString().contains(QString::fromUtf8(m_entries[0].words.join(' ')));
            if (!known)
                QTest::qWait(500);
        }
        QVERIFY2(known, "the practice model was not trained on the new version");
    }

    void tracedToItsContributor()
    {
        const auto traced = (*m_program)({u"trace"_s, QString::fromUtf8(m_entries[1].words.join(' '))});
        RUN_OK(traced, 0);
        const auto credits = traced.json()["credits"_L1].toArray();
        QCOMPARE(credits.size(), 1);
        QCOMPARE(credits[0]["contribution"_L1].toInteger(), m_contribution);
        QCOMPARE(traced.json()["unattributed"_L1].toString(), u"0"_s);
    }

    void askAndPayOut()
    {
        const Program &datanet = *m_program;
        RUN_OK(datanet({u"inference"_s, u"deposit"_s, u"1"_s, u"5"_s}), 0);
        QStringList fees;
        for (int i = 0; i < 3; ++i) {
            const auto asked =
                datanet({u"inference"_s, u"ask"_s, u"1"_s, QString::fromUtf8(m_entries[std::size_t(i)].term)});
            RUN_OK(asked, 0);
            fees += asked.json()["fee"_L1].toString();
            QCOMPARE(asked.json()["nonce"_L1].toInt(), i + 1);
            QCOMPARE(asked.json()["cumulativeFee"_L1].toString(), sumOf(fees));
        }
        const auto paid = datanet({u"practice"_s, u"payout"_s}, 400);
        RUN_OK(paid, 0);
        m_epoch = QString::number(paid.json()["epoch"_L1].toInt());
    }

    void explainCheckAndClaim()
    {
        const Program &datanet = *m_program;
        const auto listed = datanet({u"reward"_s, u"list"_s});
        RUN_OK(listed, 0);
        const auto earnings = listed.json()["models"_L1][0];
        const QString owed = earnings["owed"_L1]["value"_L1].toString();
        QVERIFY2(owed.size() > 3, listed.out.left(3000).constData());
        QCOMPARE(earnings["owed"_L1]["level"_L1].toString(), u"N"_s);
        QCOMPARE(earnings["claimed"_L1]["value"_L1].toString(), u"0"_s);
        QCOMPARE(earnings["funded"_L1].toBool(), true);

        const auto explained = datanet({u"reward"_s, u"explain"_s, u"--check"_s}, 300);
        RUN_OK(explained, 0);
        QCOMPARE(explained.json()["earned"_L1].toString(), owed);
        QStringList parts;
        for (const QJsonValue &round : explained.json()["rounds"_L1].toArray()) {
            QVERIFY(round["checked"_L1].toBool());
            for (const QJsonValue &answer : round["answers"_L1].toArray()) {
                for (const QJsonValue &part : answer["parts"_L1].toArray())
                    parts += part["wei"_L1].toString();
                for (const QJsonValue &record : answer["records"_L1].toArray())
                    QCOMPARE(record["contribution"_L1].toInteger(), m_contribution);
            }
        }
        QCOMPARE(sumOf(parts), owed);

        const auto claimed = datanet({u"reward"_s, u"claim"_s});
        RUN_OK(claimed, 0);
        QCOMPARE(claimed.json()["claims"_L1][0]["amount"_L1].toString(), owed);
        const auto after = datanet({u"reward"_s, u"list"_s}).json()["models"_L1][0];
        QCOMPARE(after["claimed"_L1]["value"_L1].toString(), owed);
        QCOMPARE(after["owed"_L1]["value"_L1].toString(), u"0"_s);
        RUN_OK(datanet({u"reward"_s, u"claim"_s}), 1);
    }

    void verifyFindsTampering()
    {
        const Program &datanet = *m_program;
        RUN_OK(datanet({u"epoch"_s, u"verify"_s, u"1"_s, u"--epoch"_s, m_epoch}, 300), 0);

        // The same files, but one account has a wei more.
        const QDir posted = folderOfPosted();
        const QString copy = m_scratch->filePath(u"tampered"_s);
        QVERIFY(QDir().mkpath(copy));
        for (const QString &name : posted.entryList(QDir::Files))
            QVERIFY(QFile::copy(posted.filePath(name), copy + u'/' + name));
        QFile rewards(copy + u"/rewards.jsonl"_s);
        QVERIFY(rewards.open(QIODevice::ReadOnly));
        QByteArray text = rewards.readAll();
        rewards.close();
        const qsizetype at = text.indexOf("\"cumulative\":\"") + 14;
        text[at] = text[at] == '9' ? '8' : char(text[at] + 1);
        QVERIFY(rewards.open(QIODevice::WriteOnly));
        rewards.write(text);
        rewards.close();
        const auto found = datanet({u"epoch"_s, u"verify"_s, u"1"_s, u"--epoch"_s, m_epoch, u"--dir"_s, copy}, 300);
        RUN_OK(found, 1);
        QCOMPARE(found.json()["difference"_L1]["file"_L1].toString(), u"rewards.jsonl"_s);
        QCOMPARE(found.json()["difference"_L1]["line"_L1].toInt(), 1);
        QVERIFY(QFile::exists(found.json()["pack"_L1].toString()));
    }

    // Somebody with a bond proposes amounts that take from one account what they give to another: found, proven on
    // chain, void; the honest result follows.
    void aFallenAmountIsProven()
    {
        const Program &datanet = *m_program;
        const Program attributor(datanet.home() + u"/practice/programs/attributor"_s);
        const auto network = [](const QStringList &words) {
            return QStringList{u"--network"_s, u"practice"_s} + words;
        };
        RUN_OK(datanet({u"inference"_s, u"ask"_s, u"1"_s, QString::fromUtf8(m_entries[3].term)}), 0);
        {
            // The attributor's own program must not be faster.
            auto turn = datanet::base::FileLock::take(attributor.home() + u"/round.lock"_s);
            for (int attempt = 0; !turn && attempt < 100; ++attempt) {
                QTest::qWait(100);
                turn = datanet::base::FileLock::take(attributor.home() + u"/round.lock"_s);
            }
            QVERIFY(turn);
            RUN_OK(attributor(network({u"inference"_s, u"settle"_s, u"1"_s})), 0);
            const auto built = attributor(network({u"epoch"_s, u"build"_s, u"1"_s}));
            RUN_OK(built, 0);
            m_epoch = QString::number(built.json()["epoch"_L1].toInt());
            makeAmountFall(built.json()["folder"_L1].toString());
            RUN_OK(attributor(network({u"epoch"_s, u"post"_s, u"1"_s})), 0);
            const auto verified = datanet({u"epoch"_s, u"verify"_s, u"1"_s, u"--epoch"_s, m_epoch}, 300);
            RUN_OK(verified, 1);
            QCOMPARE(verified.json()["difference"_L1]["file"_L1].toString(), u"rewards.jsonl"_s);
            RUN_OK(datanet({u"epoch"_s, u"challenge"_s, u"1"_s, u"--breach"_s}), 0);
            const auto shown = datanet({u"epoch"_s, u"show"_s, u"1"_s, u"--epoch"_s, m_epoch});
            QCOMPARE(shown.json()["rounds"_L1][0]["proposal"_L1].toString(), u"void"_s);
            QVERIFY(QDir(built.json()["folder"_L1].toString()).removeRecursively());
        }
        RUN_OK(datanet({u"practice"_s, u"payout"_s}, 400), 0);
        RUN_OK(datanet({u"epoch"_s, u"verify"_s, u"1"_s, u"--epoch"_s, m_epoch}, 300), 0);
        const auto explained = datanet({u"reward"_s, u"explain"_s, u"--epoch"_s, m_epoch, u"--check"_s}, 300);
        RUN_OK(explained, 0);
        // J8: rewards follow to another wallet; every coin of them, and nothing of it was the other's before.
        const QString other = addressOf(u"Stranger"_s);
        RUN_OK(datanet({u"reward"_s, u"payee"_s, u"Stranger"_s}), 0);
        const auto before = coinsOf(u"Stranger"_s);
        const auto claimed = datanet({u"reward"_s, u"claim"_s});
        RUN_OK(claimed, 0);
        const auto claim = claimed.json()["claims"_L1][0];
        QCOMPARE(claim["amount"_L1].toString(), explained.json()["earned"_L1].toString());
        QCOMPARE(claim["payee"_L1].toString(), other);
        QVERIFY(coinsOf(u"Stranger"_s)
                == *before.plus(*datanet::base::Uint256::fromDecimal(claim["amount"_L1].toString())));
        const auto back = datanet({u"reward"_s, u"payee"_s, u"self"_s});
        RUN_OK(back, 0);
        QVERIFY(back.json()["payee"_L1]["value"_L1].isNull());
    }

    // J8 with the key gone: who was named in advance asks, the account can stop it for a while, then it holds.
    void aLostKey()
    {
        const Program &datanet = *m_program;
        const auto as = [&datanet](const QString &who, const QStringList &words) {
            return datanet(QStringList{u"--account"_s, who, u"reward"_s} + words);
        };
        RUN_OK(datanet({u"key"_s, u"new"_s, u"Friend"_s, u"--practice"_s}), 0);
        const QString friendly = addressOf(u"Friend"_s);
        RUN_OK(as(u"Newcomer"_s, {u"recovery"_s, u"Newcomer"_s}), 3);
        RUN_OK(as(u"Newcomer"_s, {u"recovery"_s, u"Stranger"_s}), 0);
        const auto refused = as(u"Friend"_s, {u"redirect"_s, u"Newcomer"_s, u"Friend"_s});
        RUN_OK(refused, 3);
        QVERIFY2(!refused.errors.contains("NotRecovery"), said(refused)); // a sentence, not an error's name
        const auto asked = as(u"Stranger"_s, {u"redirect"_s, u"Newcomer"_s, friendly});
        RUN_OK(asked, 0);
        QCOMPARE(asked.json()["asked"_L1]["value"_L1]["payee"_L1].toString(), friendly);
        QVERIFY(asked.json()["payee"_L1]["value"_L1].isNull());
        RUN_OK(as(u"Friend"_s, {u"redirect"_s, u"Newcomer"_s, u"--apply"_s}), 3); // too early
        const auto stopped = as(u"Newcomer"_s, {u"redirect"_s, u"--stop"_s});
        RUN_OK(stopped, 0);
        QVERIFY(stopped.json()["asked"_L1]["value"_L1].isNull());

        RUN_OK(as(u"Stranger"_s, {u"redirect"_s, u"Newcomer"_s, friendly}), 0);
        RUN_OK(datanet({u"practice"_s, u"advance"_s, u"130"_s}), 0);
        const auto applied = as(u"Friend"_s, {u"redirect"_s, u"Newcomer"_s, u"--apply"_s}); // anybody may
        RUN_OK(applied, 0);
        QCOMPARE(applied.json()["account"_L1].toString(), addressOf(u"Newcomer"_s));
        QCOMPARE(applied.json()["payee"_L1]["value"_L1].toString(), friendly);
        const auto shown = as(u"Newcomer"_s, {u"payee"_s});
        RUN_OK(shown, 0);
        QCOMPARE(shown.json()["payee"_L1]["value"_L1].toString(), friendly);
        QCOMPARE(shown.json()["recovery"_L1]["value"_L1].toString(), addressOf(u"Stranger"_s));
        RUN_OK(as(u"Newcomer"_s, {u"redirect"_s}), 2);
        const QString contract = datanet({u"network"_s, u"show"_s, u"practice"_s})
                                     .json()["contracts"_L1]["Rewards"_L1]["address"_L1]
                                     .toString();
        RUN_OK(as(u"Newcomer"_s, {u"payee"_s, contract}), 3);
        RUN_OK(as(u"Newcomer"_s, {u"payee"_s, u"self"_s}), 0);
    }

    // Whatever is killed: no answer is counted twice or lost once it was shown, and a claim is paid exactly once.
    void killsAreHarmless()
    {
        const Program &datanet = *m_program;
        const QString term = QString::fromUtf8(m_entries[4].term);
        for (const qint64 after : {2, 20, 40, 60, 80, 100, 120, 150})
            (void)datanet.killed({u"inference"_s, u"ask"_s, u"1"_s, term}, [after](qint64 ms) { return ms >= after; });
        const auto asked = datanet({u"inference"_s, u"ask"_s, u"1"_s, term});
        RUN_OK(asked, 0);
        const auto status = datanet({u"inference"_s, u"status"_s, u"1"_s});
        QCOMPARE(status.json()["promised"_L1].toString(), asked.json()["cumulativeFee"_L1].toString());

        // What is left in escrow comes back once the round is closed; then the empty escrow is proven.
        RUN_OK(datanet({u"inference"_s, u"refund"_s, u"1"_s}), 0);
        RUN_OK(datanet({u"inference"_s, u"refund"_s, u"1"_s}), 1);
        RUN_OK(datanet({u"practice"_s, u"payout"_s}, 400), 0);
        RUN_OK(datanet({u"inference"_s, u"refund"_s, u"1"_s}), 0);
        const auto escrow = datanet({u"inference"_s, u"status"_s, u"1"_s}).json()["escrow"_L1];
        QCOMPARE(escrow["value"_L1].toString(), u"0"_s);
        QCOMPARE(escrow["level"_L1].toString(), u"N"_s);
        const auto before = datanet({u"reward"_s, u"list"_s}).json()["models"_L1][0];
        QVERIFY(before["owed"_L1]["value"_L1].toString() != u"0"_s);
        for (const qint64 after : {2, 15, 25, 35, 45, 60, 80})
            (void)datanet.killed({u"reward"_s, u"claim"_s}, [after](qint64 ms) { return ms >= after; });
        const auto last = datanet({u"reward"_s, u"claim"_s});
        QVERIFY2(last.code == 0 || last.code == 1, last.errors.constData());
        const auto after = datanet({u"reward"_s, u"list"_s}).json()["models"_L1][0];
        QCOMPARE(after["owed"_L1]["value"_L1].toString(), u"0"_s);
        QCOMPARE(after["claimed"_L1]["value"_L1].toString(), before["earned"_L1]["value"_L1].toString());
    }

    // A lost input is named, and nothing is guessed.
    void aLostFileIsNamed()
    {
        const Program stranger(m_scratch->filePath(u"other"_s));
        const QDir networks(m_program->home() + u"/networks"_s);
        QVERIFY(QDir().mkpath(stranger.home() + u"/networks"_s));
        QVERIFY(QFile::copy(networks.filePath(u"practice.json"_s), stranger.home() + u"/networks/practice.json"_s));
        const QStringList verify{u"--network"_s, u"practice"_s, u"epoch"_s, u"verify"_s, u"1"_s, u"--epoch"_s, m_epoch};
        RUN_OK(stranger(verify, 300), 0);

        QFile rewards(folderOfPosted().filePath(u"rewards.jsonl"_s));
        QVERIFY(rewards.open(QIODevice::ReadOnly));
        const QString name =
            QString::fromLatin1(QCryptographicHash::hash(rewards.readAll(), QCryptographicHash::Sha256).toHex());
        bool removed = false;
        QDirIterator inbox(m_program->home() + u"/practice/inbox"_s, QDir::Files, QDirIterator::Subdirectories);
        while (inbox.hasNext()) {
            if (inbox.next().endsWith(name))
                removed = QFile::remove(inbox.filePath());
        }
        QVERIFY(removed);
        const QDir rounds(stranger.home() + u"/rounds"_s);
        QVERIFY(QDir(rounds).removeRecursively());
        const auto lost = stranger(verify, 300);
        RUN_OK(lost, 3);
        QVERIFY2(lost.errors.contains("rewards.jsonl"), lost.errors.constData());
    }

private:
    QString addressOf(const QString &name) const
    {
        for (const auto &account : (*m_program)({u"key"_s, u"list"_s}).json()["accounts"_L1].toArray()) {
            if (account["name"_L1].toString() == name)
                return account["address"_L1].toString();
        }
        return {};
    }
    datanet::base::Uint256 coinsOf(const QString &name) const
    {
        const auto balance = (*m_program)({u"--account"_s, name, u"wallet"_s, u"balance"_s}).json();
        const auto coins =
            datanet::base::Uint256::fromDecimal(balance["accounts"_L1][0]["coins"_L1]["value"_L1].toString());
        return coins.value_or(datanet::base::Uint256());
    }
    [[nodiscard]] QDir folderOfPosted() const
    {
        const QDir rounds(m_program->home() + u"/rounds"_s);
        return QDir(rounds.filePath(rounds.entryList(QDir::Dirs | QDir::NoDotAndDotDot).value(0)) + u'/' + m_epoch
                    + u"-posted"_s);
    }

    std::unique_ptr<QTemporaryDir> m_scratch;
    std::unique_ptr<Program> m_program;
    std::vector<Entry> m_entries;
    qint64 m_contribution = 0;
    QString m_epoch;
};

QTEST_GUILESS_MAIN(TestRewards)
#include "tst_rewards.moc"

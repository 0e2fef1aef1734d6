#include <QTest>

#include "base/files.h"
#include "dataset/record.h"
#include "journeys/program.h"
#include "rewards/attribution_leaf.h"
#include "rewards/epoch_inputs.h"
#include "rewards/inference_log.h"
#include "rewards/record_credit.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

using namespace datanet::test;
using namespace Qt::StringLiterals;
using datanet::base::Digest;
using datanet::base::Uint256;
using datanet::rewards::RecordPlace;

namespace {

constexpr int kPatience = 600; // of half a second, for programs that train

struct Entry
{
    QByteArray term;
    QByteArrayList words; // of its definition

    [[nodiscard]] QByteArray definition() const { return words.join(' '); }
    [[nodiscard]] std::string body() const
    {
        const QByteArray json = QByteArray(R"({"definition":")") + definition() + R"(","term":")" + term + R"("})";
        return json.toStdString();
    }
    [[nodiscard]] Digest id() const { return datanet::dataset::recordId(body()); }
    [[nodiscard]] QString hex() const { return id().hex(); }
    [[nodiscard]] QString digits() const { return id().hex().mid(2, 16); }
    // What is compared: every word is one token.
    [[nodiscard]] QByteArrayList tokens() const { return QByteArrayList{term} + words; }
};

QByteArray word(QRandomGenerator &random)
{
    QByteArray letters;
    for (int i = 0, n = 5 + int(random.bounded(6)); i < n; ++i)
        letters += char('a' + random.bounded(26));
    return letters;
}

// The length of the longest common subsequence, from the table.
std::uint64_t common(const QByteArrayList &left, const QByteArrayList &right)
{
    std::vector<std::vector<std::uint64_t>> table(left.size() + 1, std::vector<std::uint64_t>(right.size() + 1, 0));
    for (qsizetype i = 0; i < left.size(); ++i) {
        for (qsizetype j = 0; j < right.size(); ++j)
            table[i + 1][j + 1] = left[i] == right[j] ? table[i][j] + 1 : std::max(table[i][j + 1], table[i + 1][j]);
    }
    return table[left.size()][right.size()];
}

std::uint32_t positionIn(const std::vector<Entry> &sent, const Entry &entry)
{
    std::vector<Digest> ids;
    for (const Entry &one : sent)
        ids.push_back(one.id());
    std::sort(ids.begin(), ids.end());
    return std::uint32_t(std::find(ids.begin(), ids.end(), entry.id()) - ids.begin());
}

} // namespace

// J9, first part: somebody corrects published records, and what they earn from then on is divided to the wei as the
// rule says, computed here once more from what everybody can read.
class TestCorrections : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_scratch = std::make_unique<QTemporaryDir>();
        m_program = std::make_unique<Program>(m_scratch->filePath(u"home"_s));
        for (const auto &name : {u"Author"_s, u"Mender"_s})
            RUN_OK((*m_program)({u"key"_s, u"new"_s, name, u"--practice"_s}), 0);
        RUN_OK((*m_program)({u"practice"_s, u"up"_s, u"--appeal-window"_s, u"1"_s}, 500), 0);
        QRandomGenerator random(20261130);
        m_published.resize(6);
        for (Entry &entry : m_published) {
            entry.term = word(random);
            for (int i = 0; i < 24; ++i)
                entry.words += word(random);
        }
        // One word of the first is mended. Of the second and third every fourth word stays, and the term goes.
        m_corrected = {m_published[0], m_published[1], m_published[2]};
        m_corrected[0].words.last() = word(random);
        for (const std::size_t which : {1, 2}) {
            m_corrected[which].term = word(random);
            for (int i = 0; i < 24; ++i) {
                if (i % 4 != 0)
                    m_corrected[which].words[i] = word(random);
            }
        }
    }

    void cleanupTestCase()
    {
        if (m_program)
            (void)(*m_program)({u"practice"_s, u"down"_s}, 60);
    }

    void publish()
    {
        const Program &datanet = *m_program;
        QFile file(m_scratch->filePath(u"words.csv"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("term,definition\n");
        for (const Entry &entry : m_published)
            file.write(entry.term + ',' + entry.definition() + '\n');
        file.close();
        const QString folder = m_scratch->filePath(u"set"_s);
        RUN_OK(datanet({u"init"_s, folder, u"--title"_s, u"Words"_s, u"--domain"_s, u"computing"_s, u"--license"_s,
                        u"CC0-1.0"_s}),
               0);
        RUN_OK(datanet({u"import"_s, folder, file.fileName(), u"--text-field"_s, u"definition"_s}), 0);
        RUN_OK(datanet({u"commit"_s, folder, u"-m"_s, u"words"_s}), 0);
        RUN_OK(as(u"Author"_s, {u"submit"_s, folder, u"--datanet"_s, u"1"_s, u"--may-share"_s}), 0);
        m_original = published(u"Author"_s);
        QVERIFY(m_original > 0);
    }

    void correct()
    {
        const Program &datanet = *m_program;
        const QString folder = cloned(u"mending"_s);
        for (std::size_t i = 0; i < m_corrected.size(); ++i) {
            const auto edited = datanet({u"set"_s, folder, m_published[i].digits(), u"definition"_s,
                                         QString::fromUtf8(m_corrected[i].definition())});
            RUN_OK(edited, 0);
            if (m_corrected[i].term == m_published[i].term)
                continue;
            const auto id = edited.json()["id"_L1].toString().mid(2, 16);
            RUN_OK(datanet({u"set"_s, folder, id, u"term"_s, QString::fromUtf8(m_corrected[i].term)}), 0);
        }
        RUN_OK(datanet({u"commit"_s, folder, u"-m"_s, u"mended"_s}), 0);

        const QStringList correct{u"contribution"_s, u"correct"_s, folder, u"--datanet"_s, u"1"_s, u"--may-share"_s};
        const auto planned = as(u"Mender"_s, correct + QStringList{u"--dry-run"_s});
        RUN_OK(planned, 0);
        QCOMPARE(planned.json()["removals"_L1].toInt(), 3);
        QCOMPARE(planned.json()["records"_L1].toInt(), 3);
        std::map<QString, QString> pairs;
        for (const auto &each : planned.json()["corrections"_L1].toArray())
            pairs.emplace(each["record"_L1].toString(), each["replacement"_L1].toString());
        for (std::size_t i = 0; i < m_corrected.size(); ++i)
            QCOMPARE(pairs[m_published[i].hex()], m_corrected[i].hex());

        // For the second one the author agrees that the words alone decide; for another one it would be no use.
        const QString agreement = m_scratch->filePath(u"agreement.json"_s);
        RUN_OK(as(u"Author"_s,
                  {u"contribution"_s, u"agree"_s, u"--datanet"_s, u"1"_s, u"--record"_s, m_published[1].hex(),
                   u"--replacement"_s, m_corrected[1].hex(), u"--corrector"_s, addressOf(u"Mender"_s), u"--out"_s,
                   agreement}),
               0);
        RUN_OK(as(u"Author"_s, correct + QStringList{u"--agreement"_s, agreement}), 3);
        RUN_OK(as(u"Mender"_s, correct + QStringList{u"--agreement"_s, agreement}), 0);
        m_correction = published(u"Mender"_s);
        QVERIFY(m_correction > m_original);
    }

    // The author takes one record back; nothing else is in that contribution.
    void takeOut()
    {
        RUN_OK(as(u"Author"_s,
                  {u"contribution"_s, u"correct"_s, u"--datanet"_s, u"1"_s, u"--record"_s, m_published[3].hex(),
                   u"--remove"_s, u"--may-share"_s}),
               0);
        QVERIFY(published(u"Author"_s) > m_correction);
    }

    void whatIsPublishedNow()
    {
        const QString folder = cloned(u"newest"_s);
        for (std::size_t i = 0; i < m_published.size(); ++i) {
            const bool there = i >= 4;
            const auto found = (*m_program)(
                {u"query"_s, folder,
                 u"term = \"%1\" and definition = \"%2\""_s.arg(QString::fromUtf8(m_published[i].term),
                                                                QString::fromUtf8(m_published[i].definition()))});
            QVERIFY2(found.out.contains(m_published[i].hex().toLatin1()) == there, said(found).constData());
        }
        for (const Entry &entry : m_corrected) {
            const auto found =
                (*m_program)({u"query"_s, folder, u"term = \"%1\""_s.arg(QString::fromUtf8(entry.term))});
            QVERIFY2(found.out.contains(entry.hex().toLatin1()), said(found).constData());
        }
        RUN_OK((*m_program)({u"datanet"_s, u"sync"_s, u"1"_s}), 0);
    }

    // Nobody takes out what is somebody else's without a person saying why: the programs ask for changes.
    void somebodyElsesRecordDoesNotJustGo()
    {
        RUN_OK(as(u"Mender"_s,
                  {u"contribution"_s, u"correct"_s, u"--datanet"_s, u"1"_s, u"--record"_s, m_published[4].hex(),
                   u"--remove"_s, u"--may-share"_s}),
               0);
        const auto shown = as(u"Mender"_s, {u"contribution"_s, u"show"_s, u"--latest"_s, u"--wait"_s}, 300);
        RUN_OK(shown, 1);
        QCOMPARE(shown.json()["state"_L1].toString(), u"changes-requested"_s);
    }

    void askAndPayOut()
    {
        const Program &datanet = *m_program;
        for (const std::size_t which : {1, 2}) {
            const QString term = QString::fromUtf8(m_corrected[which].term);
            const QString expected = QString::fromUtf8(m_corrected[which].definition());
            bool known = false;
            for (int attempt = 0; attempt < kPatience && !known; ++attempt) {
                const auto run = datanet({u"model"_s, u"run"_s, u"1"_s, term});
                known = run.json()["answer"_L1].toString().contains(expected);
                if (!known)
                    QTest::qWait(500);
            }
            QVERIFY2(known, "the practice model was not trained on the corrected record");
        }
        RUN_OK(as(u"Author"_s, {u"inference"_s, u"deposit"_s, u"1"_s, u"5"_s}), 0);
        for (const Entry &entry : m_corrected)
            RUN_OK(as(u"Author"_s, {u"inference"_s, u"ask"_s, u"1"_s, QString::fromUtf8(entry.term)}), 0);
        const auto paid = datanet({u"practice"_s, u"payout"_s}, 400);
        RUN_OK(paid, 0);
        m_epoch = QString::number(paid.json()["epoch"_L1].toInt());
        RUN_OK(datanet({u"epoch"_s, u"verify"_s, u"1"_s, u"--epoch"_s, m_epoch}, 300), 0);
    }

    void bothGetWhatTheRuleSays()
    {
        std::map<RecordPlace, std::pair<std::size_t, bool>> places; // which of the entries; whether corrected
        for (std::size_t i = 0; i < m_corrected.size(); ++i) {
            places[{std::uint64_t(m_original), positionIn(m_published, m_published[i])}] = {i, false};
            places[{std::uint64_t(m_correction), positionIn(m_corrected, m_corrected[i])}] = {i, true};
        }
        // What each answer credits: by entry, the original's part and the corrected one's; and all together.
        struct Credits
        {
            std::map<std::size_t, std::array<std::uint64_t, 2>> parts;
            std::map<QString, Uint256> accounts;
            Uint256 total;
        };
        std::map<std::uint64_t, Credits> answers;
        const QDir posted = folderOfPosted();
        QVERIFY(datanet::rewards::readAttributions(
            posted.filePath(u"attributions.jsonl.zst"_s), [&](const auto &leaf) -> datanet::base::Status {
                Credits &credits = answers[leaf.inference];
                credits.total = *credits.total.plus(Uint256(leaf.credit));
                if (const auto place = places.find({leaf.contribution, leaf.position}); place != places.end())
                    credits.parts[place->second.first][place->second.second ? 1 : 0] += leaf.credit;
                if (leaf.contribution != 0) {
                    Uint256 &sum = credits.accounts[leaf.account.hex()];
                    sum = *sum.plus(Uint256(leaf.credit));
                }
                return {};
            }));
        QFile log(QFile::exists(posted.filePath(u"answers.jsonl"_s)) ? posted.filePath(u"answers.jsonl"_s)
                                                                     : posted.path() + u"-answers.jsonl"_s);
        QVERIFY2(log.open(QIODevice::ReadOnly), qPrintable(log.fileName()));
        // Answers are numbered by payer and the payer's own numbers, whatever the order of the lines.
        std::map<std::pair<datanet::base::Address, std::uint64_t>, datanet::rewards::LoggedAnswer> lines;
        while (!log.atEnd()) {
            QByteArray line = log.readLine();
            line.chop(1);
            const auto answer = datanet::rewards::LoggedAnswer::fromLine(line);
            QVERIFY(answer);
            lines.emplace(std::pair(answer->receipt.payer, answer->receipt.nonce), *answer);
        }
        std::vector<datanet::rewards::LoggedAnswer> logged;
        for (const auto &[place, answer] : lines)
            logged.push_back(answer);
        std::set<std::size_t> used;
        for (const auto &[index, credits] : answers) {
            for (const auto &[which, parts] : credits.parts) {
                if (which != 0 && parts[1] == 0) {
                    // Somebody was answered with the old text: a cluster of its own, which nobody shares.
                    QVERIFY(!logged[index].output->contains(m_corrected[which].definition()));
                    continue;
                }
                const std::uint64_t all = parts[0] + parts[1];
                const std::uint64_t tokens = std::uint64_t(m_corrected[which].tokens().size());
                const std::uint64_t kept = common(m_corrected[which].tokens(), m_published[which].tokens());
                std::uint64_t originals = (all * kept + tokens - 1) / tokens;
                if (which != 1) // where its author did not agree
                    originals = std::max(originals, all - all / 2);
                QCOMPARE(parts[0], originals);
                used.insert(which);
            }
        }
        QCOMPARE(used, (std::set<std::size_t>{0, 1, 2}));

        const auto inputs = datanet::rewards::EpochInputs::fromJson(
            *datanet::base::files::read(posted.filePath(u"inputs.json"_s), 64 << 20));
        QVERIFY(inputs);
        const auto &parameters = inputs->rules.parameters;
        std::map<QString, Uint256> owed;
        for (std::uint64_t index = 0; index < logged.size(); ++index) {
            const Uint256 net = *logged[index].receipt.fee.minus(parameters.platformFee);
            const Uint256 share = *net.times(Uint256(parameters.split.contributors));
            const Uint256 contributors = share.dividedBy(Uint256(10'000))->first;
            for (const auto &[account, credit] : answers[index].accounts) {
                const Uint256 wei = contributors.times(credit)->dividedBy(answers[index].total)->first;
                owed[account] = *owed[account].plus(wei);
            }
        }
        for (const auto &name : {u"Author"_s, u"Mender"_s}) {
            const QString expected = owed[addressOf(name).toLower()].toDecimal();
            QVERIFY2(expected.size() > 3, qPrintable(expected));
            const auto listed = as(name, {u"reward"_s, u"list"_s});
            QCOMPARE(listed.json()["models"_L1][0]["owed"_L1]["value"_L1].toString(), expected);
            const auto explained = as(name, {u"reward"_s, u"explain"_s, u"--check"_s}, 300);
            RUN_OK(explained, 0);
            QCOMPARE(explained.json()["earned"_L1].toString(), expected);
            QVERIFY(explained.out.contains("\"kept\": 24")); // it says how the words divide it
            const auto claimed = as(name, {u"reward"_s, u"claim"_s});
            RUN_OK(claimed, 0);
            QCOMPARE(claimed.json()["claims"_L1][0]["amount"_L1].toString(), expected);
        }
    }

private:
    Run as(const QString &account, const QStringList &words, int seconds = 180) const
    {
        return (*m_program)(QStringList{u"--account"_s, account} + words, seconds);
    }
    // Waits until the newest contribution is published; its number, 0 when it was not.
    qint64 published(const QString &account) const
    {
        const auto shown = as(account, {u"contribution"_s, u"show"_s, u"--latest"_s, u"--wait"_s}, 300);
        if (shown.code != 0)
            qWarning("%s", said(shown).constData());
        return shown.code == 0 ? shown.json()["contribution"_L1].toInteger() : 0;
    }
    QString cloned(const QString &name) const
    {
        const QString folder = m_scratch->filePath(name);
        const auto clone = (*m_program)({u"clone"_s, m_program->home() + u"/practice/remotes/1.git"_s, folder});
        if (clone.code != 0)
            qWarning("%s", said(clone).constData());
        return folder;
    }
    QString addressOf(const QString &name) const
    {
        for (const auto &account : (*m_program)({u"key"_s, u"list"_s}).json()["accounts"_L1].toArray()) {
            if (account["name"_L1].toString() == name)
                return account["address"_L1].toString();
        }
        return {};
    }
    [[nodiscard]] QDir folderOfPosted() const
    {
        const QDir rounds(m_program->home() + u"/rounds"_s);
        return QDir(rounds.filePath(rounds.entryList(QDir::Dirs | QDir::NoDotAndDotDot).value(0)) + u'/' + m_epoch
                    + u"-posted"_s);
    }

    std::unique_ptr<QTemporaryDir> m_scratch;
    std::unique_ptr<Program> m_program;
    std::vector<Entry> m_published;
    std::vector<Entry> m_corrected; // of the first three
    qint64 m_original = 0;
    qint64 m_correction = 0;
    QString m_epoch;
};

QTEST_GUILESS_MAIN(TestCorrections)
#include "tst_corrections.moc"

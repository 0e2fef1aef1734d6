#include <QTest>

#include "journeys/program.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QSet>
#include <QTemporaryDir>

using namespace datanet::test;
using namespace Qt::StringLiterals;

namespace {

// A table with planted faults, different for every seed.
struct Generated
{
    QByteArray csv;
    int rows = 0;
    int phone = 0; // row with a phone number
    int duplicate = 0; // row that repeats the definition of another
};

Generated generate(quint32 seed)
{
    QRandomGenerator random(seed);
    Generated result;
    result.rows = 12 + int(random.bounded(8));
    result.phone = int(random.bounded(result.rows / 2));
    result.duplicate = result.rows - 1 - int(random.bounded(3));
    const auto word = [&random] {
        QByteArray letters;
        for (int i = 0, n = 3 + int(random.bounded(6)); i < n; ++i)
            letters += char('a' + random.bounded(26));
        return letters;
    };
    QByteArrayList definitions;
    result.csv = "term,definition\n";
    for (int row = 0; row < result.rows; ++row) {
        QByteArrayList words;
        for (int i = 0; i < 18; ++i)
            words += word();
        if (row == result.phone)
            words.insert(5, "+49 30 901820");
        definitions += words.join(' ');
        result.csv += word() + QByteArray::number(row) + ",\""
            + (row == result.duplicate ? definitions[1 + (result.phone == 1)] : definitions[row]) + "\"\n";
    }
    return result;
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

int findingsOf(const QJsonObject &check, const QString &rule)
{
    for (const auto value : check["rules"_L1].toArray()) {
        if (value["rule"_L1].toString() == rule)
            return value["findings"_L1].toInt();
    }
    return -1;
}

} // namespace

class TestJourneys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_scratch = std::make_unique<QTemporaryDir>();
        m_program = std::make_unique<Program>(m_scratch->filePath(u"home"_s));
        // Accounts that are there when the network starts get practice coins; the first one is the default.
        for (const auto &name : {u"Newcomer"_s, u"Contributor"_s})
            RUN_OK((*m_program)({u"key"_s, u"new"_s, name, u"--practice"_s}), 0);
        const auto up = (*m_program)({u"practice"_s, u"up"_s, u"--appeal-window"_s, u"1"_s}, 400);
        RUN_OK(up, 0);
        RUN_OK((*m_program)({u"doctor"_s}), 0);
    }

    void cleanupTestCase()
    {
        if (m_program)
            (void)(*m_program)({u"practice"_s, u"down"_s}, 60);
    }

    // Suggestions learnt from what a datanet has accepted, for records that nobody has labelled here.
    void labelsOfADatanetAreSuggested()
    {
        const QString folder = m_scratch->filePath(u"unlabelled"_s);
        const QString file = m_scratch->filePath(u"unlabelled.csv"_s);
        write(file,
              "term,definition,subject\n"
              "gatewayer,a protocol and an address for every packet that a router sends to the network,\n"
              "parsling,an object-oriented programming language with a compiler and strict types,\n");
        const auto &datanet = *m_program;
        RUN_OK(datanet({u"init"_s, folder, u"--title"_s, u"Unlabelled"_s, u"--domain"_s, u"computing"_s, u"--license"_s,
                        u"CC0-1.0"_s}),
               0);
        RUN_OK(datanet({u"import"_s, folder, file, u"--text-field"_s, u"definition"_s, u"--key"_s, u"term"_s}), 0);
        const QStringList suggest{u"label"_s, folder, u"--field"_s, u"subject"_s, u"--suggest"_s};
        RUN_OK(datanet(suggest), 1); // nothing is done here
        const auto learnt = datanet(suggest + QStringList{u"--learn-from"_s, u"1"_s});
        RUN_OK(learnt, 0);
        QMap<QString, QString> best;
        for (const auto each : learnt.json()["suggestions"_L1].toArray())
            best[each["key"_L1].toString()] = each["labels"_L1][0]["label"_L1].toString();
        QCOMPARE(best.value(u"gatewayer"_s), u"networking"_s);
        QCOMPARE(best.value(u"parsling"_s), u"language"_s);
        const auto accuracy = learnt.json()["accuracy"_L1];
        QVERIFY(accuracy["right"_L1].toInt() > accuracy["mostCommon"_L1].toInt());
        RUN_OK(datanet(suggest + QStringList{u"--learn-from"_s, u"77"_s}), 3); // there is none
    }

    // J1. From a file to an accepted, published data set; what was planted decides what comes back.
    void contribute_data()
    {
        QTest::addColumn<quint32>("seed");
        QTest::newRow("one file") << quint32(7);
        QTest::newRow("another file") << quint32(20261120);
    }

    void contribute()
    {
        QFETCH(quint32, seed);
        const auto &datanet = *m_program;
        const Generated input = generate(seed);
        const QString folder = m_scratch->filePath(u"set-%1"_s.arg(seed));
        const QString file = m_scratch->filePath(u"words-%1.csv"_s.arg(seed));
        write(file, input.csv);
        const auto versionsBefore =
            datanet({u"datanet"_s, u"show"_s, u"1"_s}).json()["versions"_L1]["value"_L1].toInt();

        RUN_OK(datanet({u"init"_s, folder, u"--title"_s, u"Words %1"_s.arg(seed), u"--domain"_s, u"computing"_s,
                        u"--license"_s, u"CC0-1.0"_s}),
               0);
        const auto imported = datanet({u"import"_s, folder, file, u"--text-field"_s, u"definition"_s});
        RUN_OK(imported, 0);
        QCOMPARE(imported.json()["files"_L1][0]["added"_L1].toInt(), input.rows);

        const auto checked = datanet({u"check"_s, folder, u"--datanet"_s, u"1"_s});
        RUN_OK(checked, 1);
        QCOMPARE(findingsOf(checked.json(), u"phone-number"_s), 1);
        QCOMPARE(findingsOf(checked.json(), u"duplicate"_s), 1);
        QCOMPARE(findingsOf(checked.json(), u"email-address"_s), 0);

        RUN_OK(datanet({u"commit"_s, folder, u"-m"_s, u"with a phone number"_s}), 0);
        const auto refused = datanet({u"submit"_s, folder, u"--datanet"_s, u"1"_s, u"--may-share"_s});
        QVERIFY2(refused.code != 0, "personal data must not leave the machine");

        const auto fixed = datanet({u"check"_s, folder, u"--datanet"_s, u"1"_s, u"--fix"_s, u"personal-data"_s});
        RUN_OK(fixed, 1);
        QCOMPARE(fixed.json()["fixed"_L1]["counts"_L1]["phone-number"_L1].toInt(), 1);
        QCOMPARE(fixed.json()["fixed"_L1]["hidden"_L1][0]["field"_L1].toString(), u"definition"_s);
        RUN_OK(datanet({u"commit"_s, folder, u"-m"_s, u"without it"_s}), 0);
        const auto difference = datanet({u"diff"_s, u"v1"_s, u"v2"_s, u"--stat"_s, u"--dir"_s, folder});
        RUN_OK(difference, 0);
        QCOMPARE(difference.json()["changed"_L1].toInt(), 1);
        RUN_OK(datanet({u"sign"_s, folder}), 0);

        RUN_OK(datanet({u"submit"_s, folder, u"--datanet"_s, u"1"_s, u"--may-share"_s}), 0);
        const auto shown = datanet({u"contribution"_s, u"show"_s, u"--latest"_s, u"--wait"_s}, 240);
        RUN_OK(shown, 0);
        const QByteArray outcome = shown.out;
        QVERIFY2(outcome.contains("duplicate"), outcome.left(3000).constData());
        RUN_OK(datanet({u"verify"_s, folder}), 0);

        // The datanet has one version more, and it holds exactly what was accepted.
        const auto net = datanet({u"datanet"_s, u"show"_s, u"1"_s}).json();
        QCOMPARE(net["versions"_L1]["value"_L1].toInt(), versionsBefore + 1);
        QCOMPARE(net["versions"_L1]["level"_L1].toString(), u"N"_s);
        RUN_OK(datanet({u"datanet"_s, u"verify"_s, u"1"_s}), 0);
        const QByteArray published = newestRecords(
            net["remote"_L1].isString() ? net["remote"_L1].toString() : net["remote"_L1]["value"_L1].toString());
        QCOMPARE(published.count('\n'), input.rows - 1);
        QVERIFY(!published.contains("901820"));

        // What was accepted is not sent a second time.
        const auto again = datanet({u"submit"_s, folder, u"--datanet"_s, u"1"_s, u"--dry-run"_s});
        QCOMPARE(again.json()["already"_L1].toInt(), input.rows - 1);
    }

    // J2. A person reviews beside the programs: reads, decides with a reason, seals, opens.
    void review()
    {
        const Program &datanet = *m_program;
        const auto staked = datanet({u"review"_s, u"stake"_s, u"--datanet"_s, u"1"_s, u"--amount"_s, u"20"_s});
        RUN_OK(staked, 0);

        // Three of four reviewers are drawn each time, so a person waits for a seat at most a few contributions.
        for (quint32 seed = 100; seed < 108; ++seed) {
            const Generated input = generate(seed);
            const QString folder = m_scratch->filePath(u"other-%1"_s.arg(seed));
            const QString file = m_scratch->filePath(u"other-%1.csv"_s.arg(seed));
            write(file, input.csv);
            RUN_OK(datanet({u"init"_s, folder, u"--title"_s, u"Other %1"_s.arg(seed), u"--domain"_s, u"computing"_s,
                            u"--license"_s, u"CC0-1.0"_s}),
                   0);
            RUN_OK(datanet({u"import"_s, folder, file, u"--text-field"_s, u"definition"_s}), 0);
            RUN_OK(datanet({u"check"_s, folder, u"--datanet"_s, u"1"_s, u"--fix"_s, u"personal-data"_s}), 1);
            RUN_OK(datanet({u"commit"_s, folder, u"-m"_s, u"first"_s}), 0);
            const auto sent = datanet(
                {u"--account"_s, u"Contributor"_s, u"submit"_s, folder, u"--datanet"_s, u"1"_s, u"--may-share"_s});
            RUN_OK(sent, 0);
            const QString id = QString::number(sent.json()["contribution"_L1].toInt());
            if (!hasSeat(id))
                continue;

            const auto opened = datanet({u"review"_s, u"open"_s, id});
            RUN_OK(opened, 1); // there are findings: the planted duplicate
            QCOMPARE(opened.json()["records"_L1].toInt(), input.rows);
            QVERIFY(!opened.json()["checks"_L1].toArray().isEmpty());
            RUN_OK(datanet({u"review"_s, u"decide"_s, id, u"--from-check"_s}), 0);
            const auto decided = datanet({u"review"_s, u"decide"_s, id, u"--exclude"_s, u"1"_s, u"--reason"_s,
                                          u"low-quality"_s, u"--words"_s, u"no words of any language"_s});
            RUN_OK(decided, 0);
            RUN_OK(datanet({u"review"_s, u"commit"_s, id}), 0);
            QVERIFY2(waitToReveal(id), "the vote could not be opened in time");
            const auto shown =
                datanet({u"--account"_s, u"Contributor"_s, u"contribution"_s, u"show"_s, id, u"--wait"_s}, 240);
            RUN_OK(shown, 0);
            return;
        }
        QFAIL("the person was never drawn into a panel");
    }

private:
    // The records that the newest version of a remote added, read with stock git and zstd.
    QByteArray newestRecords(const QString &remote)
    {
        QByteArray records;
        const auto git = [&remote](const QStringList &arguments) {
            return Program::run(u"git"_s, QStringList{u"--git-dir"_s, remote} + arguments);
        };
        const auto names = git({u"diff-tree"_s, u"-r"_s, u"--no-commit-id"_s, u"--name-only"_s, u"--diff-filter=A"_s,
                                u"main~1"_s, u"main"_s, u"--"_s, u"records"_s});
        const auto oldNames = git({u"diff-tree"_s, u"-r"_s, u"--no-commit-id"_s, u"--name-only"_s, u"--diff-filter=D"_s,
                                   u"main~1"_s, u"main"_s, u"--"_s, u"records"_s});
        QSet<QByteArray> before;
        for (const auto &[revision, list] : {std::pair(u"main~1"_s, oldNames.out), std::pair(u"main"_s, names.out)}) {
            for (const QByteArray &name : list.split('\n')) {
                if (name.isEmpty())
                    continue;
                const QString packed = m_scratch->filePath(u"segment.zst"_s);
                write(packed, git({u"cat-file"_s, u"blob"_s, revision + u':' + QString::fromUtf8(name)}).out);
                const QByteArray raw = Program::run(u"zstd"_s, {u"-d"_s, u"-c"_s, u"-q"_s, packed}).out;
                for (const QByteArray &line : raw.split('\n')) {
                    if (line.isEmpty())
                        continue;
                    if (revision == u"main~1")
                        before.insert(line);
                    else if (!before.contains(line))
                        records += line + '\n';
                }
            }
        }
        return records;
    }

    bool hasSeat(const QString &id)
    {
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < 60'000) {
            for (const auto value :
                 (*m_program)({u"review"_s, u"queue"_s, u"--datanet"_s, u"1"_s}).json()["queue"_L1].toArray()) {
                if (QString::number(value["contribution"_L1].toInt()) != id)
                    continue;
                if (value["task"_L1].toString() == u"read")
                    return true;
                if (value["state"_L1].toString() == u"in-review")
                    return !value["seat"_L1].isNull();
            }
            QTest::qWait(500);
        }
        return false;
    }

    bool waitToReveal(const QString &id)
    {
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < 120'000) {
            if ((*m_program)({u"review"_s, u"reveal"_s, id}).code == 0)
                return true;
            QTest::qWait(1000);
        }
        return false;
    }

    std::unique_ptr<QTemporaryDir> m_scratch;
    std::unique_ptr<Program> m_program;
};

QTEST_GUILESS_MAIN(TestJourneys)
#include "tst_journeys.moc"

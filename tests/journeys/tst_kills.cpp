#include <QTest>

#include "journeys/program.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <algorithm>
#include <csignal>

using namespace datanet::test;
using namespace Qt::StringLiterals;

namespace {

// When to kill: told of the attempt (0, 1, ...), it gives a function of the milliseconds since the start.
using Moments = std::function<std::function<bool(qint64)>(int attempt)>;

// At a random moment, later from attempt to attempt, so that the end is reached.
Moments byTheClock(quint32 seed, int step)
{
    auto random = std::make_shared<QRandomGenerator>(seed);
    return [random, step](int attempt) {
        const qint64 at = 5 + random->bounded(step * (attempt + 1));
        return [at](qint64 now) { return now >= at; };
    };
}

// Right after the first, second or third change of any of these files.
Moments afterWrites(const QStringList &files)
{
    return [files](int attempt) {
        const auto state = [files] {
            QString text;
            for (const QString &file : files) {
                const QFileInfo info(file);
                text += QString::number(info.size()) + u'@' + QString::number(info.lastModified().toMSecsSinceEpoch())
                    + u' ';
            }
            return text;
        };
        return [state, last = state(), left = 1 + attempt % 3](qint64) mutable {
            const QString now = state();
            if (now == last)
                return false;
            last = now;
            return --left == 0;
        };
    };
}

// The same command again and again until it ends by itself. What a kill leaves must never be in the way of going on.
Run insist(const Program &program, const QStringList &arguments, const Moments &moments, int &kills)
{
    for (int attempt = 0; attempt < 24; ++attempt) {
        if (const auto run = program.killed(arguments, moments(attempt)))
            return *run;
        ++kills;
    }
    return program(arguments);
}

} // namespace

// kill -9 at many moments of everything that changes something, through the real programs on a real practice network.
// The same command again finishes; nothing is lost and nothing doubled.
class TestKills : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_scratch = std::make_unique<QTemporaryDir>();
        m_program = std::make_unique<Program>(m_scratch->filePath(u"home"_s));
        RUN_OK((*m_program)({u"key"_s, u"new"_s, u"Reviewer"_s, u"--practice"_s}), 0);
        RUN_OK((*m_program)({u"practice"_s, u"up"_s}, 400), 0);
        // Who comes while the network runs gets coins within seconds.
        RUN_OK((*m_program)({u"key"_s, u"new"_s, u"Contributor"_s, u"--practice"_s}), 0);
        QTRY_VERIFY_WITH_TIMEOUT(coinsOf(u"Contributor"_s) == u"1000000000000000000000", 20'000);
        RUN_OK((*m_program)({u"review"_s, u"stake"_s, u"--datanet"_s, u"1"_s, u"--amount"_s, u"20"_s}), 0);
    }

    void cleanupTestCase()
    {
        for (const qint64 pid : m_stopped)
            ::kill(pid_t(pid), SIGCONT);
        if (m_program)
            (void)(*m_program)({u"practice"_s, u"down"_s}, 60);
    }

    void importAndCommit()
    {
        const Program &datanet = *m_program;
        constexpr int kRows = 40'000;
        const QString file = m_scratch->filePath(u"many.csv"_s);
        writeRows(file, 1, kRows);
        // How long they take here.
        QElapsedTimer timer;
        const QString whole = newSet(u"whole"_s);
        timer.start();
        RUN_OK(datanet({u"import"_s, whole, file}), 0);
        const qint64 importing = timer.restart();
        RUN_OK(datanet({u"commit"_s, whole, u"-m"_s, u"all"_s}), 0);
        const qint64 committing = timer.elapsed();
        const QJsonObject expected = datanet({u"show"_s, u"v1"_s, whole}).json();
        QCOMPARE(expected["records"_L1].toInt(), kRows);

        int kills = 0;
        constexpr int kMoments = 8;
        for (int moment = 0; moment < kMoments; ++moment) {
            const QString folder = newSet(u"part-%1"_s.arg(moment));
            const auto at = [&](qint64 duration) {
                return [limit = 2 + duration * moment / kMoments](qint64 now) { return now >= limit; };
            };
            // The data set opens after it and has all rows or none: no half import.
            kills += datanet.killed({u"import"_s, folder, file}, at(importing)) ? 0 : 1;
            const auto between = datanet({u"status"_s, folder});
            RUN_OK(between, 0);
            const int there = between.json()["records"_L1].toInt();
            QVERIFY2(there == 0 || there == kRows, said(between).constData());
            RUN_OK(datanet({u"import"_s, folder, file}), 0);
            QCOMPARE(datanet({u"status"_s, folder}).json()["records"_L1].toInt(), kRows);

            const bool ended = datanet.killed({u"commit"_s, folder, u"-m"_s, u"all"_s}, at(committing)).has_value();
            kills += ended ? 0 : 1;
            const auto again = datanet({u"commit"_s, folder, u"-m"_s, u"all"_s});
            const auto log = datanet({u"log"_s, folder});
            // Where the first had ended its work before the kill, the second finds nothing left to do.
            QVERIFY2(again.code == 0 || again.errors.contains("nothing to commit"), said(again).constData());
            QCOMPARE(log.json()["versions"_L1].toArray().size(), 1);
            const QJsonObject shown = datanet({u"show"_s, u"v1"_s, folder}).json();
            QCOMPARE(shown["records"_L1].toInt(), kRows);
            QCOMPARE(datanet({u"status"_s, folder}).json()["added"_L1].toInt(), 0);
        }
        qInfo("%d kills", kills);
        // How many of the moments come before the end depends on how busy the machine is.
        QVERIFY(kills > 0);
    }

    void contributions()
    {
        const Program &datanet = *m_program;
        const auto before = datanet({u"datanet"_s, u"show"_s, u"1"_s}).json();
        int accepted = 0;
        int seats = 0;
        int kills = 0;
        QList<int> ids;
        for (int round = 0; round < 3 || (seats == 0 && round < 8); ++round) {
            const int rows = 40 + 7 * round;
            const QString folder = newSet(u"sent-%1"_s.arg(round));
            const QString file = m_scratch->filePath(u"sent-%1.csv"_s.arg(round));
            writeRows(file, quint32(100 + round), rows);
            RUN_OK(datanet({u"import"_s, folder, file, u"--text-field"_s, u"definition"_s}), 0);
            RUN_OK(datanet({u"commit"_s, folder, u"-m"_s, u"first"_s}), 0);

            const QStringList submit{u"--account"_s, u"Contributor"_s, u"submit"_s,     folder,
                                     u"--datanet"_s, u"1"_s,           u"--may-share"_s};
            const auto sent = round == 1 ? insist(datanet, submit, byTheClock(quint32(round), 500), kills)
                                         : insist(datanet, submit, afterWrites(outbox()), kills);
            RUN_OK(sent, 0);
            const int id = sent.json()["contribution"_L1].toInt();
            QVERIFY(id > 0);
            // Sent twice more, it is still the same one.
            QCOMPARE(datanet(submit).json()["contribution"_L1].toInt(), id);
            ids += id;
            accepted += rows;
            if (round == 0)
                killPrograms(kills);
            const QString number = QString::number(id);
            const bool seated = hasSeat(number);
            seats += seated ? 1 : 0;
            if (seated)
                vote(number, kills);
            if (QTest::currentTestFailed())
                return;
            if (round == 2)
                publish(number, seated, kills);
            if (QTest::currentTestFailed())
                return;
        }
        QVERIFY2(seats > 0, "the person was never drawn into a panel");

        for (const int id : ids) {
            const auto shown = datanet({u"contribution"_s, u"show"_s, QString::number(id), u"--wait"_s}, 240);
            RUN_OK(shown, 0);
            QCOMPARE(shown.json()["state"_L1].toString(), u"published"_s);
            QCOMPARE(shown.json()["accepted"_L1].toInt(), shown.json()["records"_L1].toInt());
        }
        // Every registration became one of these contributions: their numbers have no gaps, and the list has no more.
        for (int i = 1; i < ids.size(); ++i)
            QCOMPARE(ids[i], ids[i - 1] + 1);
        const auto list = datanet({u"--account"_s, u"Contributor"_s, u"contribution"_s, u"list"_s}).json();
        QCOMPARE(list["contributions"_L1].toArray().size(), ids.size());
        QVERIFY(list["waiting"_L1].toArray().isEmpty());
        // One version each, with exactly the accepted records: the proofs beside them say so.
        const auto after = datanet({u"datanet"_s, u"show"_s, u"1"_s}).json();
        QCOMPARE(valueOf(after, "versions"_L1), valueOf(before, "versions"_L1) + ids.size());
        QCOMPARE(valueOf(after, "records"_L1), valueOf(before, "records"_L1) + accepted);
        const auto verified = datanet({u"datanet"_s, u"verify"_s, u"1"_s});
        RUN_OK(verified, 0);
        QCOMPARE(verified.json()["records"_L1].toInt(), valueOf(after, "records"_L1));
        const QByteArray subjects =
            Program::run(u"git"_s, {u"--git-dir"_s, remote(), u"log"_s, u"--format=%s"_s, u"main"_s}).out;
        for (const int id : ids)
            QCOMPARE(subjects.count(QByteArray("Contribution " + QByteArray::number(id) + ":")), 1);
        RUN_OK(datanet({u"doctor"_s}), 0);
        qInfo("%d kills, %d seats", kills, seats);
        QVERIFY(kills > 20);
    }

private:
    static int valueOf(const QJsonObject &object, QLatin1StringView name) { return object[name]["value"_L1].toInt(); }

    QString coinsOf(const QString &account) const
    {
        const auto shown = (*m_program)({u"--account"_s, account, u"wallet"_s, u"balance"_s}).json();
        return shown["accounts"_L1][0]["coins"_L1]["value"_L1].toString();
    }

    QStringList outbox() const
    {
        return {m_program->home() + u"/outbox.db"_s, m_program->home() + u"/outbox.db-wal"_s};
    }

    QString remote() const { return m_program->home() + u"/practice/remotes/1.git"_s; }

    QString newSet(const QString &name)
    {
        const QString folder = m_scratch->filePath(name);
        const auto made = (*m_program)(
            {u"init"_s, folder, u"--title"_s, name, u"--domain"_s, u"computing"_s, u"--license"_s, u"CC0-1.0"_s});
        if (made.code != 0)
            qFatal("%s", said(made).constData());
        return folder;
    }

    // Words of no language, but each row another.
    static void writeRows(const QString &path, quint32 seed, int count)
    {
        QRandomGenerator random(seed);
        QByteArray csv = "term,definition\n";
        for (int row = 0; row < count; ++row) {
            QByteArrayList words;
            for (int i = 0; i < 14; ++i) {
                QByteArray letters;
                for (int n = 3 + int(random.bounded(6)); n > 0; --n)
                    letters += char('a' + random.bounded(26));
                words += letters;
            }
            csv += words.first() + QByteArray::number(row) + ',' + words.join(' ') + '\n';
        }
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(csv);
    }

    // The programs and whatever they have under way; the supervisor begins them anew.
    void killPrograms(int &kills)
    {
        QRandomGenerator random(4711);
        for (int time = 0; time < 3; ++time) {
            QTest::qWait(300 + int(random.bounded(900)));
            for (const qint64 pid : programs(time == 1)) {
                ::kill(pid_t(pid), SIGKILL);
                ++kills;
            }
        }
    }

    // Reviewers and publisher, and the inbox on request.
    QList<qint64> programs(bool inbox) const
    {
        QList<qint64> pids;
        for (const auto value : (*m_program)({u"practice"_s, u"status"_s}).json()["programs"_L1].toArray()) {
            const QString work = value["work"_L1].toString();
            if ((work == u"reviewer" || work == u"publisher" || (inbox && work == u"inbox"))
                && value["pid"_L1].toInteger() > 1)
                pids += value["pid"_L1].toInteger();
        }
        return pids;
    }

    QJsonObject inQueue(const QString &id) const
    {
        for (const auto value :
             (*m_program)({u"review"_s, u"queue"_s, u"--datanet"_s, u"1"_s}).json()["queue"_L1].toArray()) {
            if (QString::number(value["contribution"_L1].toInt()) == id)
                return value.toObject();
        }
        return {};
    }

    // Versions come one after the other: what is on the remote must be registered before the next can be put there.
    bool earlierArePublished(const QString &id) const
    {
        const auto queue = (*m_program)({u"review"_s, u"queue"_s, u"--datanet"_s, u"1"_s}).json()["queue"_L1].toArray();
        return std::all_of(queue.begin(), queue.end(), [&](const QJsonValue &value) {
            return value["contribution"_L1].toInt() >= id.toInt() || value["state"_L1].toString() == u"published";
        });
    }

    bool hasSeat(const QString &id) const { return !inQueue(id)["seat"_L1].isNull(); }

    // A person's vote: reading, deciding, sealing and opening are all killed; the vote that counts is the one decided.
    void vote(const QString &id, int &kills)
    {
        const Program &datanet = *m_program;
        const QStringList votes{datanet.home() + u"/votes.db"_s, datanet.home() + u"/votes.db-wal"_s};
        RUN_OK(insist(datanet, {u"review"_s, u"open"_s, id}, byTheClock(id.toUInt(), 150), kills), 0);
        RUN_OK(insist(datanet, {u"review"_s, u"decide"_s, id, u"--from-check"_s}, afterWrites(votes), kills), 0);
        RUN_OK(insist(datanet, {u"review"_s, u"commit"_s, id},
                      id.toInt() % 2 ? afterWrites(votes) : byTheClock(id.toUInt(), 100), kills),
               0);
        QVERIFY(inQueue(id)["sealed"_L1].toBool());
        // The others may take their time.
        QElapsedTimer timer;
        timer.start();
        while (inQueue(id)["task"_L1].toString() != u"reveal" && timer.elapsed() < 90'000)
            QTest::qWait(300);
        RUN_OK(insist(datanet, {u"review"_s, u"reveal"_s, id}, byTheClock(id.toUInt(), 100), kills), 0);
        const auto shown = datanet({u"contribution"_s, u"show"_s, id}).out;
        QVERIFY2(shown.contains("voted: accept"), shown.left(2000).constData());
    }

    // Publishing by hand while the programs stand still: a panel member hands over, the owner registers.
    void publish(const QString &id, bool seated, int &kills)
    {
        const Program &datanet = *m_program;
        QElapsedTimer timer;
        timer.start();
        while ((inQueue(id)["state"_L1].toString() != u"accepted" || !earlierArePublished(id))
               && timer.elapsed() < 90'000)
            QTest::qWait(200);
        QCOMPARE(inQueue(id)["state"_L1].toString(), u"accepted"_s);
        m_stopped = programs(false);
        for (const qint64 pid : m_stopped)
            ::kill(pid_t(pid), SIGSTOP);
        RUN_OK(datanet({u"practice"_s, u"advance"_s, u"20"_s}), 0);
        const QStringList words{u"--network"_s, u"practice"_s, u"review"_s, u"publish"_s, id};
        const Program panel(seated ? datanet.home() : somebodyOnThePanel(id));
        RUN_OK(insist(panel, words, byTheClock(id.toUInt(), 120), kills), 0);
        const Program owner(datanet.home() + u"/practice/programs/curator"_s);
        const auto published = insist(owner, words, byTheClock(id.toUInt() + 1, 120), kills);
        RUN_OK(published, 0);
        QVERIFY(published.json()["registered"_L1].toBool());
        for (const qint64 pid : m_stopped)
            ::kill(pid_t(pid), SIGCONT);
        m_stopped.clear();
    }

    QString somebodyOnThePanel(const QString &id) const
    {
        for (int i = 1; i <= 3; ++i) {
            const Program reviewer(m_program->home() + u"/practice/programs/reviewer-%1"_s.arg(i));
            for (const auto value :
                 reviewer({u"--network"_s, u"practice"_s, u"review"_s, u"queue"_s, u"--datanet"_s, u"1"_s})
                     .json()["queue"_L1]
                     .toArray()) {
                if (QString::number(value["contribution"_L1].toInt()) == id && !value["seat"_L1].isNull())
                    return reviewer.home();
            }
        }
        return {};
    }

    std::unique_ptr<QTemporaryDir> m_scratch;
    std::unique_ptr<Program> m_program;
    QList<qint64> m_stopped;
};

QTEST_GUILESS_MAIN(TestKills)
#include "tst_kills.moc"

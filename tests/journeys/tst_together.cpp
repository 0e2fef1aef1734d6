// Two people and one git remote, through the real program: what they do at the same time comes together, whatever is
// killed in between.

#include "journeys/program.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <random>

using namespace datanet::test;
using namespace Qt::StringLiterals;

class TestTogether : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_scratch;
    Program m_ada{m_scratch.filePath(u"ada"_s)};
    Program m_bo{m_scratch.filePath(u"bo"_s)};
    QString m_remote = m_scratch.filePath(u"remote.git"_s);
    QString m_one = m_scratch.filePath(u"one"_s);
    QString m_two = m_scratch.filePath(u"two"_s);

    QString write(const QString &name, int first, int count)
    {
        QFile file(m_scratch.filePath(name));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write %s", qPrintable(file.fileName()));
        for (int number = first; number < first + count; ++number)
            file.write("{\"id\":" + QByteArray::number(number) + ",\"text\":\"words about "
                       + QByteArray::number(number * 7919) + "\",\"kind\":\"noun\"}\n");
        return file.fileName();
    }
    static QByteArray rows(const Program &who, const QString &folder)
    {
        return who({u"show"_s, u"HEAD"_s, folder, u"--rows"_s}).out;
    }

private Q_SLOTS:
    void initTestCase()
    {
        RUN_OK(Program::run(u"git"_s, {u"init"_s, u"-q"_s, u"--bare"_s, u"-b"_s, u"main"_s, m_remote}), 0);
        RUN_OK(m_ada({u"init"_s, m_one, u"--title"_s, u"Words"_s, u"--domain"_s, u"computing"_s, u"--license"_s,
                      u"CC0-1.0"_s}),
               0);
        RUN_OK(m_ada({u"import"_s, m_one, write(u"first.jsonl"_s, 0, 5000), u"--key"_s, u"id"_s}), 0);
        RUN_OK(m_ada({u"commit"_s, m_one, u"-m"_s, u"First"_s}), 0);
        RUN_OK(m_ada({u"remote"_s, u"add"_s, u"origin"_s, m_remote, u"--dir"_s, m_one}), 0);
        RUN_OK(m_ada({u"push"_s, u"--dir"_s, m_one}), 0);
        RUN_OK(m_bo({u"clone"_s, m_remote, m_two}), 0);
    }

    void whatBothDidComesTogether()
    {
        // One sends first; the other brings that in and decides where both changed the same cell.
        RUN_OK(m_bo({u"set"_s, m_two, u"7"_s, u"text"_s, u"said by Bo"_s}), 0);
        RUN_OK(m_bo({u"set"_s, m_two, u"8"_s, u"kind"_s, u"verb"_s}), 0);
        RUN_OK(m_bo({u"rm"_s, m_two, u"9"_s}), 0);
        RUN_OK(m_bo({u"import"_s, m_two, write(u"bo.jsonl"_s, 6000, 700)}), 0);
        RUN_OK(m_bo({u"commit"_s, m_two, u"-m"_s, u"Bo's"_s}), 0);
        RUN_OK(m_bo({u"push"_s, u"--dir"_s, m_two}), 0);
        RUN_OK(m_ada({u"set"_s, m_one, u"7"_s, u"text"_s, u"said by Ada"_s}), 0);
        RUN_OK(m_ada({u"set"_s, m_one, u"8"_s, u"text"_s, u"another cell"_s}), 0);
        RUN_OK(m_ada({u"import"_s, m_one, write(u"ada.jsonl"_s, 8000, 700)}), 0);
        RUN_OK(m_ada({u"pull"_s, u"--dir"_s, m_one}), 3); // not saved yet
        RUN_OK(m_ada({u"commit"_s, m_one, u"-m"_s, u"Ada's"_s}), 0);
        RUN_OK(m_ada({u"push"_s, u"--dir"_s, m_one}), 3);

        const Run pulled = m_ada({u"pull"_s, u"--dir"_s, m_one});
        QVERIFY2(pulled.code == 1, said(pulled));
        QCOMPARE(pulled.json()[u"conflicts"_s].toInt(), 1);
        const Run listed = m_ada({u"merge"_s, u"--conflicts"_s, u"--dir"_s, m_one});
        QCOMPARE(listed.json()[u"key"_s].toString(), u"7"_s);
        QCOMPARE(listed.json()[u"ours"_s].toString(), u"\"said by Ada\""_s);
        QCOMPARE(listed.json()[u"theirs"_s].toString(), u"\"said by Bo\""_s);
        RUN_OK(m_ada({u"merge"_s, u"--continue"_s, u"--dir"_s, m_one}), 3);
        RUN_OK(m_ada({u"merge"_s, u"--conflict"_s, u"1"_s, u"--value"_s, u"said by both"_s, u"--dir"_s, m_one}), 0);
        RUN_OK(m_ada({u"merge"_s, u"--continue"_s, u"--dir"_s, m_one}), 0);
        RUN_OK(m_ada({u"push"_s, u"--dir"_s, m_one}), 0);
        RUN_OK(m_bo({u"pull"_s, u"--dir"_s, m_two}), 0);
        const QByteArray both = rows(m_ada, m_one);
        QCOMPARE(rows(m_bo, m_two), both);
        QCOMPARE(both.count('\n'), 5000 - 1 + 700 + 700);
        QVERIFY(both.contains("said by both"));
        QVERIFY(both.contains("\"id\":8,\"kind\":\"verb\",\"text\":\"another cell\""));
        RUN_OK(m_ada({u"verify"_s, m_one}), 0);
        const Run blame = m_bo({u"blame"_s, u"6001"_s, u"--dir"_s, m_two});
        QCOMPARE(blame.json()[u"fields"_s][0][u"message"_s].toString(), u"Bo's"_s);
        RUN_OK(m_ada({u"maintain"_s, m_one}), 0);
    }

    // What was there is asked as what is there, and each version answers for itself.
    void askedOfAVersion()
    {
        const auto ask = [this](const QString &version, const QString &expression, const QStringList &more = {}) {
            return m_ada(QStringList{u"query"_s, m_one, expression, u"--version"_s, version} + more);
        };
        const Run before = ask(u"v1"_s, u"text contains \"said by\""_s, {u"--count"_s});
        RUN_OK(before, 1);
        QCOMPARE(before.json()[u"records"_s].toInt(), 5000);
        const Run after = ask(u"HEAD"_s, u"text contains \"said by\""_s);
        RUN_OK(after, 0);
        QCOMPARE(after.json()[u"record"_s][u"text"_s].toString(), u"said by both"_s);
        QCOMPARE(ask(u"HEAD"_s, u"id >= 6000"_s, {u"--count"_s}).json()[u"count"_s].toInt(), 1400);
        // The same lines as of what is there now, page by page.
        const Run now = m_ada({u"query"_s, m_one, u"id >= 6000"_s, u"--offset"_s, u"690"_s, u"--limit"_s, u"20"_s});
        RUN_OK(now, 0);
        QCOMPARE(ask(u"HEAD"_s, u"id >= 6000"_s, {u"--offset"_s, u"690"_s, u"--limit"_s, u"20"_s}).out, now.out);
        QCOMPARE(ask(u"v1"_s, u"is:changed"_s).code, 2);
        QCOMPARE(ask(u"v1"_s, u"colour = red"_s).code, 2);
        QCOMPARE(ask(u"v1"_s, u"id > 1"_s, {u"--sort"_s, u"id"_s}).code, 2);
        QCOMPARE(ask(u"v99"_s, u"id > 1"_s).code, 3);
    }

    void killsInBetween()
    {
        std::mt19937 random(5);
        RUN_OK(m_ada({u"branch"_s, u"side"_s, u"v1"_s, u"--dir"_s, m_one}), 0);
        const QByteArray main = rows(m_ada, m_one);
        const QByteArray side = m_ada({u"show"_s, u"side"_s, m_one, u"--rows"_s}).out;
        const auto soon = [&random] { return [at = qint64(random() % 80)](qint64 elapsed) { return elapsed >= at; }; };
        for (int round = 0; round < 12; ++round) {
            (void)m_ada.killed({u"switch"_s, round % 2 == 0 ? u"side"_s : u"main"_s, u"--dir"_s, m_one}, soon());
            const Run status = m_ada({u"status"_s, m_one});
            QVERIFY2(status.code == 0, said(status));
            QCOMPARE(status.json()[u"added"_s].toInt() + status.json()[u"changed"_s].toInt(), 0);
            QCOMPARE(rows(m_ada, m_one), status.json()[u"branch"_s].toString() == u"side"_s ? side : main);
        }
        // A push: the remote has the old version or the new one, and the next push does the rest.
        RUN_OK(m_ada({u"switch"_s, u"main"_s, u"--dir"_s, m_one}), 0);
        for (int round = 0; round < 6; ++round) {
            RUN_OK(m_ada({u"set"_s, m_one, u"1"_s, u"text"_s, u"round %1"_s.arg(round)}), 0);
            RUN_OK(m_ada({u"commit"_s, m_one, u"-m"_s, u"Round %1"_s.arg(round)}), 0);
            (void)m_ada.killed({u"push"_s, u"--dir"_s, m_one}, soon());
            RUN_OK(Program::run(u"git"_s, {u"--git-dir="_s + m_remote, u"fsck"_s, u"--strict"_s}), 0);
            // What git was told before the kill may still be on its way.
            QTRY_COMPARE_WITH_TIMEOUT(m_ada({u"push"_s, u"--dir"_s, m_one}).code, 0, 20'000);
        }
        RUN_OK(m_bo({u"pull"_s, u"--dir"_s, m_two}), 0);
        QCOMPARE(rows(m_bo, m_two), rows(m_ada, m_one));
    }
};

QTEST_GUILESS_MAIN(TestTogether)
#include "tst_together.moc"

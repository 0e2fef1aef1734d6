#include <QTest>

#include "journeys/program.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <sys/mount.h>

using namespace datanet::test;
using namespace Qt::StringLiterals;

// A datanet of one's own: founded with own rules, an inbox and a remote of one's own, and two reviewers who are people.
// What is taken back, cut short, sent back, sent again and sent twice at once.
class TestOwner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_scratch = std::make_unique<QTemporaryDir>();
        m_program = std::make_unique<Program>(m_scratch->filePath(u"home"_s));
        for (const auto &name : {u"Contributor"_s, u"Owner"_s, u"Ada"_s, u"Bo"_s})
            RUN_OK((*m_program)({u"key"_s, u"new"_s, name, u"--practice"_s}), 0);
        RUN_OK((*m_program)({u"practice"_s, u"up"_s, u"--appeal-window"_s, u"1"_s}, 400), 0);
        QVERIFY(standStill(*m_program));
        // A disk of its own for the inbox, where that is allowed: it will run full.
        m_inboxFolder = m_scratch->filePath(u"inbox"_s);
        QVERIFY(QDir().mkpath(m_inboxFolder));
        m_ownDisk = ::mount("tmpfs", m_inboxFolder.toUtf8().constData(), "tmpfs", 0, "size=96m") == 0;
        startInbox();
        QVERIFY2(!m_inboxUrl.isEmpty(), m_inbox.readAllStandardError().constData());
    }

    void cleanupTestCase()
    {
        if (m_program)
            (void)(*m_program)({u"practice"_s, u"down"_s}, 60);
        m_inbox.kill();
        m_inbox.waitForFinished();
        if (m_ownDisk)
            ::umount2(m_inboxFolder.toUtf8().constData(), MNT_DETACH);
    }

    void founding()
    {
        const QString rules = m_scratch->filePath(u"rules.json"_s);
        write(
            rules,
            R"({"format":1,"title":"Recipes","purpose":"For a test.","rules":["One recipe a record."],"licence":"CC0-1.0",)"
            R"("schema":{"fields":[{"name":"term","type":"string","constraints":{"required":true}},)"
            R"({"name":"definition","type":"string","constraints":{"required":true}}]}})");
        const auto made =
            as(u"Owner"_s,
               {u"datanet"_s, u"create"_s, u"--rules"_s, rules, u"--name"_s, u"Recipes"_s, u"--inbox"_s, m_inboxUrl,
                u"--remote"_s, m_scratch->filePath(u"recipes.git"_s), u"--kind"_s, u"text"_s});
        RUN_OK(made, 0);
        m_datanet = QString::number(made.json()["id"_L1].toInt());
        const auto shown = (*m_program)({u"datanet"_s, u"show"_s, m_datanet});
        RUN_OK(shown, 0);
        QCOMPARE(shown.json()["name"_L1]["value"_L1].toString(), u"Recipes"_s);
        QCOMPARE(shown.json()["name"_L1]["level"_L1].toString(), u"N"_s);
        QCOMPARE(shown.json()["versions"_L1]["value"_L1].toInt(), 0);
        // What breaks its rules does not leave the machine.
        const QString folder = newSet(u"broken"_s, "term,other\nbread,flour and water and a long time of waiting\n");
        const auto refused = submit(folder);
        QVERIFY2(refused.code == 1, said(refused).constData());
    }

    // Nobody reviews yet: the reason is said, nothing is lost, and it can be taken back with the deposit.
    void takenBack()
    {
        const QString folder = newSet(u"early"_s, rows(1, 6));
        const auto sent = submit(folder);
        QVERIFY2(sent.code != 0, said(sent).constData());
        QVERIFY2(sent.errors.contains("reviewers"), said(sent).constData());
        const auto waiting = as(u"Contributor"_s, {u"contribution"_s, u"list"_s}).json()["waiting"_L1].toArray();
        QCOMPARE(waiting.size(), 1);
        const QString id = QString::number(waiting[0]["contribution"_L1].toInt());

        const auto stranger = as(u"Ada"_s, {u"contribution"_s, u"withdraw"_s, id});
        QVERIFY2(stranger.code != 0, "only who sent it may take it back");
        RUN_OK(as(u"Contributor"_s, {u"contribution"_s, u"withdraw"_s, id}), 0);
        RUN_OK(as(u"Contributor"_s, {u"contribution"_s, u"withdraw"_s, id}), 0); // it is taken back already
        const auto shown = (*m_program)({u"contribution"_s, u"show"_s, id});
        RUN_OK(shown, 1);
        QCOMPARE(shown.json()["state"_L1].toString(), u"withdrawn"_s);
        QVERIFY(!shown.json()["bondHeld"_L1].toBool());
        // Going on says once that it is over, and then there is nothing on its way.
        const auto over = as(u"Contributor"_s, {u"contribution"_s, u"continue"_s});
        RUN_OK(over, 1);
        QCOMPARE(over.json()["over"_L1].toArray().size(), 1);
        RUN_OK(as(u"Contributor"_s, {u"contribution"_s, u"continue"_s}), 0);
        QVERIFY(as(u"Contributor"_s, {u"contribution"_s, u"list"_s}).json()["waiting"_L1].toArray().isEmpty());
        m_early = id;
    }

    // Sent again in its place, cut short, gone on with; changes are asked for, made, and taken.
    void sentBackAndAccepted()
    {
        for (const auto &name : {u"Ada"_s, u"Bo"_s})
            RUN_OK(as(name, {u"review"_s, u"stake"_s, u"--datanet"_s, m_datanet, u"--amount"_s, u"20"_s}), 0);
        const QStringList again{u"--account"_s, u"Contributor"_s, u"contribution"_s,
                                u"resubmit"_s,  m_early,          u"--may-share"_s};
        const auto cut = m_program->killed(again, [this](qint64) { return !waiting().isEmpty(); });
        if (!cut) {
            RUN_OK(as(u"Contributor"_s, {u"contribution"_s, u"continue"_s}), 0);
        }
        const auto sent = (*m_program)(again);
        RUN_OK(sent, 0);
        const QString second = QString::number(sent.json()["contribution"_L1].toInt());
        QCOMPARE(stateOf(m_early), u"superseded"_s);
        QVERIFY(vote(second, u"changes-requested"_s));
        QCOMPARE(stateOf(second), u"changes-requested"_s);

        const QString folder = m_scratch->filePath(u"early"_s);
        RUN_OK((*m_program)({u"import"_s, folder, file(u"more.csv"_s, rows(2, 3))}), 0);
        RUN_OK((*m_program)({u"commit"_s, folder, u"-m"_s, u"with more"_s}), 0);
        const auto third = as(u"Contributor"_s, {u"contribution"_s, u"resubmit"_s, second, u"--may-share"_s});
        RUN_OK(third, 0);
        const QString id = QString::number(third.json()["contribution"_L1].toInt());
        QCOMPARE(stateOf(second), u"superseded"_s);
        const auto stale = as(u"Contributor"_s, {u"contribution"_s, u"resubmit"_s, m_early, u"--may-share"_s});
        QVERIFY2(stale.code != 0, "one contribution is replaced once");

        QVERIFY(vote(id, u"accept"_s));
        QCOMPARE(stateOf(id), u"accepted"_s);
        RUN_OK((*m_program)({u"practice"_s, u"advance"_s, u"20"_s}), 0);
        const auto published = as(u"Owner"_s, {u"review"_s, u"publish"_s, id});
        RUN_OK(published, 0);
        QVERIFY(published.json()["registered"_L1].toBool());
        const auto verified = (*m_program)({u"datanet"_s, u"verify"_s, m_datanet});
        RUN_OK(verified, 0);
        QCOMPARE(verified.json()["records"_L1].toInt(), 9);

        // Tracing, and with it every payout, takes what was sent first at its first place, what came later at its own.
        for (const auto &[csv, place] : {std::pair(rows(1, 6), m_early), {rows(2, 3), id}}) {
            const auto traced = (*m_program)({u"trace"_s, QString::fromUtf8(csv.split('\n')[2].split(',')[1])});
            RUN_OK(traced, 0);
            const auto source = traced.json()["credits"_L1].toArray().at(0);
            QCOMPARE(QString::number(source["contribution"_L1].toInt()), id);
            QCOMPARE(QString::number(source["priority"_L1].toInt()), place);
        }
    }

    // Two programs at the same time: one thing happens, once.
    void twoAtOnce()
    {
        const int before = contributions();
        const QString folder = newSet(u"twice"_s, rows(3, 20));
        const QStringList words{u"--account"_s, u"Contributor"_s, u"submit"_s,     folder,
                                u"--datanet"_s, m_datanet,        u"--may-share"_s};
        const auto both = m_program->twice(words);
        int sent = 0;
        for (const Run &run : both) {
            sent += run.code == 0 ? 1 : 0;
            QVERIFY2(run.code == 0 || run.errors.contains("another program is sending"), said(run).constData());
        }
        QVERIFY(sent >= 1);
        QCOMPARE(contributions(), before + 1);
        const QString id = QString::number((*m_program)(words).json()["contribution"_L1].toInt());

        RUN_OK(as(u"Ada"_s, {u"review"_s, u"decide"_s, id, u"--from-check"_s}), 0);
        for (const Run &run : m_program->twice({u"--account"_s, u"Ada"_s, u"review"_s, u"commit"_s, id}))
            QVERIFY2(run.code == 0, said(run).constData()); // the same vote, sealed once
        RUN_OK(as(u"Bo"_s, {u"review"_s, u"decide"_s, id, u"--from-check"_s}), 0);
        RUN_OK(as(u"Bo"_s, {u"review"_s, u"commit"_s, id}), 0);
        for (const Run &run : m_program->twice({u"--account"_s, u"Ada"_s, u"review"_s, u"reveal"_s, id}))
            QVERIFY2(run.code == 0, said(run).constData());
        RUN_OK(as(u"Bo"_s, {u"review"_s, u"reveal"_s, id}), 0);
        RUN_OK(as(u"Bo"_s, {u"review"_s, u"finalize"_s, id}), 0);
        QCOMPARE(stateOf(id), u"accepted"_s);
        RUN_OK((*m_program)({u"practice"_s, u"advance"_s, u"20"_s}), 0);
        int done = 0;
        for (const Run &run : m_program->twice({u"--account"_s, u"Owner"_s, u"review"_s, u"publish"_s, id})) {
            done += run.code == 0 ? 1 : 0;
            QVERIFY2(run.code == 0 || run.errors.contains("held by"), said(run).constData());
        }
        QVERIFY(done >= 1);
        const auto verified = (*m_program)({u"datanet"_s, u"verify"_s, m_datanet});
        RUN_OK(verified, 0);
        QCOMPARE(verified.json()["records"_L1].toInt(), 29);
    }

    // A datanet whose records are for its members alone: the remote's host and other people see that there are
    // versions.
    void aPrivateOne()
    {
        const QString remote = m_scratch->filePath(u"private.git"_s);
        const auto made =
            as(u"Owner"_s,
               {u"datanet"_s, u"create"_s, u"--rules"_s, m_scratch->filePath(u"rules.json"_s), u"--name"_s,
                u"Secret recipes"_s, u"--inbox"_s, m_inboxUrl, u"--remote"_s, remote, u"--private"_s});
        RUN_OK(made, 0);
        const QString datanet = QString::number(made.json()["id"_L1].toInt());
        const auto member = [&](const QString &verb, const QStringList &more) {
            return as(u"Owner"_s, QStringList{u"datanet"_s, u"member"_s, verb, datanet} + more);
        };
        QStringList ada;
        for (const auto &name : {u"Ada"_s, u"Bo"_s, u"Contributor"_s}) {
            const auto key = as(name, {u"datanet"_s, u"member"_s, u"key"_s});
            RUN_OK(key, 0);
            const QStringList words{key.json()["account"_L1].toString(), key.json()["key"_L1].toString()};
            if (name == u"Ada")
                ada = words;
            RUN_OK(as(u"Ada"_s, QStringList{u"datanet"_s, u"member"_s, u"add"_s, datanet} + words), 3); // not the owner
            RUN_OK(member(u"add"_s, words), 0);
            RUN_OK(member(u"add"_s, words), 0); // as after sealing failed
        }
        QCOMPARE(member(u"list"_s, {}).json()["members"_L1]["value"_L1].toArray().size(), 4);
        QCOMPARE(member(u"list"_s, {}).json()["members"_L1]["level"_L1].toString(), u"N"_s);
        RUN_OK(as(u"Owner"_s, {u"datanet"_s, u"member"_s, u"add"_s, m_datanet, ada.value(0), ada.value(1)}),
               3); // a public one has none

        for (const auto &name : {u"Ada"_s, u"Bo"_s})
            RUN_OK(as(name, {u"review"_s, u"stake"_s, u"--datanet"_s, datanet, u"--amount"_s, u"20"_s}), 0);
        const QByteArray csv = rows(7, 12);
        const QString folder = newSet(u"hidden"_s, csv);
        const auto sent = as(u"Contributor"_s, {u"submit"_s, folder, u"--datanet"_s, datanet, u"--may-share"_s});
        RUN_OK(sent, 0);
        const QString id = QString::number(sent.json()["contribution"_L1].toInt());
        QVERIFY(vote(id, u"accept"_s));
        RUN_OK((*m_program)({u"practice"_s, u"advance"_s, u"20"_s}), 0);
        RUN_OK(as(u"Owner"_s, {u"review"_s, u"publish"_s, id}), 0);
        const auto verified = as(u"Bo"_s, {u"datanet"_s, u"verify"_s, datanet});
        RUN_OK(verified, 0);
        QCOMPARE(verified.json()["records"_L1].toInt(), 12);

        // Nothing of it is at the remote but the sealed file, and other people are told so.
        QProcess git;
        git.start(u"git"_s, {u"-C"_s, remote, u"archive"_s, u"main"_s});
        QVERIFY(git.waitForFinished());
        const QByteArray archive = git.readAllStandardOutput();
        QVERIFY(archive.contains("1.age"));
        const QString words = QString::fromUtf8(csv.split('\n')[3].split(',')[1]);
        QVERIFY(!archive.contains(words.toUtf8()));
        const Program stranger(m_scratch->filePath(u"home/practice/programs/seeder"_s));
        const auto refused = stranger({u"--network"_s, u"practice"_s, u"datanet"_s, u"sync"_s, datanet});
        RUN_OK(refused, 1);
        QCOMPARE(refused.json()["matching"_L1].toInt(), 0);
        QVERIFY(!refused.json()["problems"_L1].toArray().isEmpty());
        // Nobody could check what it would earn, so it is not traced.
        QVERIFY((*m_program)({u"trace"_s, words}).json()["credits"_L1].toArray().isEmpty());

        // A second version, and somebody who comes after it reads both.
        const QString more = newSet(u"hidden-more"_s, rows(8, 5));
        const auto next = as(u"Contributor"_s, {u"submit"_s, more, u"--datanet"_s, datanet, u"--may-share"_s});
        RUN_OK(next, 0);
        const QString second = QString::number(next.json()["contribution"_L1].toInt());
        QVERIFY(vote(second, u"accept"_s));
        RUN_OK((*m_program)({u"practice"_s, u"advance"_s, u"20"_s}), 0);
        RUN_OK(as(u"Owner"_s, {u"review"_s, u"publish"_s, second}), 0);
        const auto late = stranger({u"datanet"_s, u"member"_s, u"key"_s});
        RUN_OK(late, 0);
        RUN_OK(member(u"add"_s, {late.json()["account"_L1].toString(), late.json()["key"_L1].toString()}), 0);
        const auto reads = stranger({u"--network"_s, u"practice"_s, u"datanet"_s, u"sync"_s, datanet});
        RUN_OK(reads, 0);
        QCOMPARE(reads.json()["records"_L1].toInt(), 17);
        RUN_OK(member(u"remove"_s, {late.json()["account"_L1].toString()}), 0);
        QCOMPARE(member(u"list"_s, {}).json()["members"_L1]["value"_L1].toArray().size(), 4);
    }

    // The inbox's disk is full: one message that says what to do, and the same words go on when there is room.
    void noRoom()
    {
        if (!m_ownDisk)
            QSKIP("mounting a small disk is not allowed here");
        const QString folder = newSet(u"large"_s, rows(4, 4000));
        QFile ballast(m_inboxFolder + u"/ballast"_s);
        QVERIFY(ballast.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        while (ballast.write(QByteArray(65536, 'x')) == 65536) { }
        ballast.close();
        const auto full = submit(folder);
        QVERIFY2(full.code == 3, said(full).constData());
        QVERIFY2(full.errors.contains("no room"), said(full).constData());
        QVERIFY2(full.errors.contains("try: "), said(full).constData());
        QVERIFY(ballast.remove());
        const auto sent = submit(folder);
        RUN_OK(sent, 0);
        QCOMPARE(stateOf(QString::number(sent.json()["contribution"_L1].toInt())), u"in-review"_s);
        RUN_OK((*m_program)({u"doctor"_s}), 0);
    }

private:
    Run as(const QString &account, const QStringList &words) const
    {
        return (*m_program)(QStringList{u"--account"_s, account} + words);
    }

    Run submit(const QString &folder) const
    {
        return as(u"Contributor"_s, {u"submit"_s, folder, u"--datanet"_s, m_datanet, u"--may-share"_s});
    }

    static void write(const QString &path, const QByteArray &bytes)
    {
        QFile target(path);
        QVERIFY(target.open(QIODevice::WriteOnly));
        target.write(bytes);
    }

    QString file(const QString &name, const QByteArray &bytes) const
    {
        write(m_scratch->filePath(name), bytes);
        return m_scratch->filePath(name);
    }

    static QByteArray rows(quint32 seed, int count)
    {
        QRandomGenerator random(seed);
        QByteArray csv = "term,definition\n";
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

    QString newSet(const QString &name, const QByteArray &csv) const
    {
        const QString folder = m_scratch->filePath(name);
        for (const QStringList &words : {QStringList{u"init"_s, folder, u"--title"_s, name, u"--domain"_s, u"cooking"_s,
                                                     u"--license"_s, u"CC0-1.0"_s},
                                         QStringList{u"import"_s, folder, file(name + u".csv"_s, csv)},
                                         QStringList{u"commit"_s, folder, u"-m"_s, u"first"_s}}) {
            const auto done = (*m_program)(words);
            if (done.code != 0)
                qFatal("%s", said(done).constData());
        }
        return folder;
    }

    void startInbox()
    {
        m_inbox.start(Program::binary(),
                      {u"--json"_s, u"--home"_s, m_scratch->filePath(u"owner"_s), u"inbox"_s, u"serve"_s, u"--folder"_s,
                       m_inboxFolder});
        while (m_inbox.state() != QProcess::NotRunning && !m_inbox.canReadLine() && m_inbox.waitForReadyRead(20'000)) {
        }
        m_inboxUrl = QJsonDocument::fromJson(m_inbox.readLine()).object()["url"_L1].toString();
    }

    QJsonArray waiting() const
    {
        return as(u"Contributor"_s, {u"contribution"_s, u"list"_s}).json()["waiting"_L1].toArray();
    }

    int contributions() const
    {
        return int(as(u"Contributor"_s, {u"contribution"_s, u"list"_s}).json()["contributions"_L1].toArray().size());
    }

    QString stateOf(const QString &id) const
    {
        return (*m_program)({u"contribution"_s, u"show"_s, id}).json()["state"_L1].toString();
    }

    // Both reviewers decide, seal and open; one of them computes the result.
    bool vote(const QString &id, const QString &verdict) const
    {
        return bothReview([this](const QString &name, const QStringList &words) { return as(name, words); }, id,
                          {u"--from-check"_s, u"--verdict"_s, verdict});
    }

    std::unique_ptr<QTemporaryDir> m_scratch;
    std::unique_ptr<Program> m_program;
    QProcess m_inbox;
    QString m_inboxFolder;
    QString m_inboxUrl;
    QString m_datanet;
    QString m_early;
    bool m_ownDisk = false;
};

QTEST_GUILESS_MAIN(TestOwner)
#include "tst_owner.moc"

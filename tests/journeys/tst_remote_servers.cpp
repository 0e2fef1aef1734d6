// A data set of 100,000 records between people, over ssh and https, with real servers: the whole way on a good day, and
// what is said and kept on bad ones.

#include "support/git_servers.h"
#include "support/line_between.h"
#include "support/people.h"

#include <QTemporaryDir>
#include <QtTest>

#include <csignal>

using namespace datanet::test;
using namespace Qt::StringLiterals;

class TestRemoteServers : public QObject
{
    Q_OBJECT

private:
    static constexpr int kRecords = 100'000;

    QTemporaryDir m_scratch;
    std::unique_ptr<SshServer> m_ssh;
    std::unique_ptr<HttpsServer> m_https;
    std::unique_ptr<LineBetween> m_sshLine;
    std::unique_ptr<LineBetween> m_httpsLine;
    Program m_ada{m_scratch.filePath(u"ada"_s)};
    Program m_bo{m_scratch.filePath(u"bo"_s)};
    const QString m_one = m_scratch.filePath(u"one"_s); // Ada's, 100,000 records

    QString path(const QString &name) const { return m_scratch.filePath(name); }
    QString gitConfig() const { return path(u"home/.gitconfig"_s); }
    // What git keeps for the person, as a helper of their own does.
    void gitKnows(const QByteArray &password) const
    {
        put(path(u"kept"_s),
            "https://" + HttpsServer::user().toUtf8() + ':' + QUrl::toPercentEncoding(QString::fromLatin1(password))
                + "@127.0.0.1:" + QByteArray::number(m_httpsLine->port()) + '\n');
        put(gitConfig(), "[credential]\n\thelper = store --file=" + path(u"kept"_s).toUtf8() + '\n');
    }
    void gitKnowsNothing() const { QFile::remove(gitConfig()); }
    void trusted(bool isTrusted) const
    {
        if (isTrusted)
            qputenv("GIT_SSL_CAINFO", m_https->certificate().toUtf8());
        else
            qunsetenv("GIT_SSL_CAINFO");
    }
    QString sshAddress(const QString &name) const { return m_ssh->address(m_sshLine->port(), path(name)); }
    QString httpsAddress(const QString &name) const { return HttpsServer::address(m_httpsLine->port(), name); }
    void bare(const QString &name) const
    {
        RUN_OK(Program::run(u"git"_s, {u"init"_s, u"-q"_s, u"--bare"_s, u"-b"_s, u"main"_s, path(name)}), 0);
    }
    static QByteArrayList refsOf(const QString &repository)
    {
        QByteArrayList refs = ran(u"git"_s,
                                  {u"-c"_s, u"safe.directory=*"_s, u"--git-dir="_s + repository, u"for-each-ref"_s,
                                   u"--format=%(refname)"_s})
                                  .split('\n');
        refs.removeAll({});
        return refs;
    }
    static QByteArray rows(const Program &who, const QString &folder)
    {
        return who({u"show"_s, u"HEAD"_s, folder, u"--rows"_s}).out;
    }
    static int versions(const Program &who, const QString &folder)
    {
        return int(who({u"log"_s, folder}).json()[u"versions"_s].toArray().size());
    }
    static bool says(const Run &run, const QByteArrayList &words)
    {
        return std::all_of(words.begin(), words.end(),
                           [&run](const QByteArray &each) { return run.errors.contains(each); });
    }
    // A place for Ada's data set, under its own name, and what push says there.
    Run pushTo(const QString &place, const QString &address) const
    {
        (void)m_ada({u"remote"_s, u"remove"_s, place, u"--dir"_s, m_one});
        const Run added = m_ada({u"remote"_s, u"add"_s, place, address, u"--dir"_s, m_one});
        return added.code == 0 ? m_ada({u"push"_s, place, u"--dir"_s, m_one}) : added;
    }
    void nothingIsLost()
    {
        const Run status = m_ada({u"status"_s, m_one});
        QVERIFY2(status.code == 0, said(status));
        QCOMPARE(status.json()[u"records"_s].toInt(), kRecords);
        RUN_OK(Program::run(u"git"_s, {u"--git-dir="_s + m_one + u"/repo.git"_s, u"fsck"_s, u"--connectivity-only"_s}),
               0);
    }
// The exit code for a world that failed, these words, and a second line that says what to do.
#define FAILS_SAYING(run, ...)                                                                                         \
    do {                                                                                                               \
        const Run failed = (run);                                                                                      \
        QVERIFY2(failed.code == 3, said(failed));                                                                      \
        QVERIFY2(says(failed, QByteArrayList{__VA_ARGS__}), said(failed));                                             \
        QVERIFY2(failed.errors.contains("\ntry: "), said(failed));                                                     \
        QVERIFY2(!failed.errors.contains(HttpsServer::password()), said(failed));                                      \
        nothingIsLost();                                                                                               \
    } while (false)

    void wholeWay(const QString &address, const QString &repository, LineBetween &line, const QString &copy)
    {
        (void)line.takeSent();
        RUN_OK(pushTo(u"work"_s, address), 0);
        qInfo("pushed: %lld bytes", line.takeSent());
        QCOMPARE(refsOf(repository), QByteArrayList{"refs/heads/main"}); // no piece is left under a name of its own
        const QString two = path(copy);
        RUN_OK(m_bo({u"clone"_s, address, two, u"--depth"_s, u"1"_s}), 0);
        QCOMPARE(versions(m_bo, two), 1);
        RUN_OK(m_bo({u"fetch"_s, u"--history"_s, u"--dir"_s, two}), 0);
        QCOMPARE(versions(m_bo, two), versions(m_ada, m_one));
        QCOMPARE(rows(m_bo, two), rows(m_ada, m_one));
        RUN_OK(m_bo({u"set"_s, two, u"7"_s, u"text"_s, u"said by Bo over "_s + repository}), 0);
        RUN_OK(m_bo({u"commit"_s, two, u"-m"_s, u"Bo's"_s}), 0);
        (void)line.takeSent();
        RUN_OK(m_bo({u"push"_s, u"--dir"_s, two}), 0);
        const qint64 small = line.takeSent();
        QVERIFY2(small < 200'000, QByteArray::number(small));
        (void)line.takeReceived();
        const Run fetched = m_ada({u"fetch"_s, u"work"_s, u"--dir"_s, m_one});
        QVERIFY2(fetched.code == 0, said(fetched));
        const qint64 news = line.takeReceived();
        QVERIFY2(news < 200'000, QByteArray::number(news));
        QCOMPARE(fetched.json()[u"branches"_s].toArray().size(), 1);
        RUN_OK(m_ada({u"pull"_s, u"work"_s, u"--dir"_s, m_one}), 0);
        QCOMPARE(rows(m_ada, m_one), rows(m_bo, two));
        RUN_OK(m_ada({u"verify"_s, m_one}), 0);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(QFile::setPermissions(m_scratch.path(), QFile::Permissions(0x7755)));
        withoutTheirOwn(path(u"home"_s));
        m_https = std::make_unique<HttpsServer>(path(u"https"_s));
        m_ssh = std::make_unique<SshServer>(path(u"ssh"_s));
        m_sshLine = std::make_unique<LineBetween>(m_ssh->port);
        m_httpsLine = std::make_unique<LineBetween>(m_https->port);
        m_ssh->know(m_sshLine->port());
        RUN_OK(m_ada({u"init"_s, m_one, u"--title"_s, u"Words"_s, u"--domain"_s, u"computing"_s, u"--license"_s,
                      u"CC0-1.0"_s}),
               0);
        const QString file = writeRecords(path(u"records.jsonl"_s), 0, kRecords);
        RUN_OK(m_ada({u"import"_s, m_one, file, u"--key"_s, u"id"_s}), 0);
        RUN_OK(m_ada({u"commit"_s, m_one, u"-m"_s, u"First"_s}), 0);
        RUN_OK(m_ada({u"set"_s, m_one, u"1"_s, u"text"_s, u"other words"_s}), 0);
        RUN_OK(m_ada({u"commit"_s, m_one, u"-m"_s, u"Second"_s}), 0);
    }
    void init()
    {
        trusted(true);
        gitKnows(HttpsServer::password());
        for (LineBetween *line : {m_sshLine.get(), m_httpsLine.get()}) {
            line->mend();
            line->silence(false);
            line->slowTo(0);
        }
    }

    void overSsh()
    {
        bare(u"good.git"_s);
        wholeWay(sshAddress(u"good.git"_s), path(u"good.git"_s), *m_sshLine, u"over-ssh"_s);
    }
    void overHttps()
    {
        const QString repository = m_https->add(u"good.git"_s);
        HttpsServer::allowFilters(repository);
        wholeWay(httpsAddress(u"good.git"_s), repository, *m_httpsLine, u"over-https"_s);
        QVERIFY2(!m_https->log().contains(HttpsServer::password()), m_https->log());
    }

    void noLoginAndAWrongOne()
    {
        const QString repository = m_https->add(u"login.git"_s);
        const QString address = httpsAddress(u"login.git"_s);
        gitKnowsNothing();
        FAILS_SAYING(pushTo(u"login"_s, address), "asks for a name and a password",
                     "try: datanet remote login " + address.toUtf8());
        RUN_OK(m_bo({u"clone"_s, address, path(u"not"_s)}), 3);
        QVERIFY(!QFileInfo::exists(path(u"not/repo.git"_s)));
        gitKnows("something else");
        FAILS_SAYING(pushTo(u"login"_s, address), "refused the name or the password",
                     "try: datanet remote login " + address.toUtf8());
        // Without a keychain a login can't be kept, which is said before anybody types.
        const Run login = m_ada({u"remote"_s, u"login"_s, address, u"--user"_s, u"ada"_s});
        QVERIFY2(login.code == 3 && says(login, {"no keychain answers", "try: ", "credential.helper"}), said(login));
        QCOMPARE(refsOf(repository), QByteArrayList());
    }

    void anUntrustedCertificate()
    {
        const QString repository = m_https->add(u"certificate.git"_s);
        trusted(false);
        FAILS_SAYING(pushTo(u"certificate"_s, httpsAddress(u"certificate.git"_s)),
                     "its certificate is not trusted on this computer", "no password either", "sslCAInfo");
        QCOMPARE(refsOf(repository), QByteArrayList());
    }

    void hostKeys()
    {
        bare(u"keys.git"_s);
        const QString address = sshAddress(u"keys.git"_s);
        const QByteArray port = QByteArray::number(m_sshLine->port());
        m_ssh->forgetAll();
        FAILS_SAYING(pushTo(u"keys"_s, address), "is not known to this computer yet", "ssh -T -p " + port,
                     "fingerprint");
        QVERIFY(!QFile::exists(path(u"ssh/known"_s))); // not taken in silently
        m_ssh->knowAnother(m_sshLine->port());
        FAILS_SAYING(pushTo(u"keys"_s, address), "shows another key than before",
                     "ssh-keygen -R \"[127.0.0.1]:" + port);
        m_ssh->forgetAll();
        m_ssh->know(m_sshLine->port());
        for (const QString &key : {u"stranger"_s, QString()}) {
            m_ssh->agent(key);
            FAILS_SAYING(pushTo(u"keys"_s, address), "takes none of the keys in your ssh agent", "ssh-add");
        }
        m_ssh->agent(u"friend"_s);
        QCOMPARE(refsOf(path(u"keys.git"_s)), QByteArrayList());
        RUN_OK(pushTo(u"keys"_s, address), 0);
    }

    // The server goes away in the middle, and what arrived is not sent again.
    void aBrokenPushGoesOn()
    {
        (void)m_httpsLine->takeSent();
        m_https->add(u"whole.git"_s);
        RUN_OK(pushTo(u"whole"_s, httpsAddress(u"whole.git"_s)), 0);
        const qint64 whole = m_httpsLine->takeSent();
        const QString repository = m_https->add(u"broken.git"_s);
        m_httpsLine->cutAfter(whole * 6 / 10);
        FAILS_SAYING(pushTo(u"broken"_s, httpsAddress(u"broken.git"_s)), "127.0.0.1", "your versions are safe here");
        const auto arrived = refsOf(repository);
        QVERIFY(m_httpsLine->isCut());
        QVERIFY2(arrived.size() >= 2, arrived.join(' '));
        for (const QByteArray &each : arrived)
            QVERIFY2(each.startsWith("refs/datanet/incoming/"), each);
        FAILS_SAYING(m_ada({u"push"_s, u"broken"_s, u"--dir"_s, m_one}), "127.0.0.1", "your versions are safe here");
        m_httpsLine->mend();
        (void)m_httpsLine->takeSent();
        RUN_OK(m_ada({u"push"_s, u"broken"_s, u"--dir"_s, m_one}), 0);
        const qint64 rest = m_httpsLine->takeSent();
        qInfo("whole push %lld bytes; %lld pieces arrived before the line broke; sent afterwards %lld bytes", whole,
              qint64(arrived.size()), rest);
        // Of the six tenths at most one piece (a fifth or so) was under way.
        QVERIFY2(rest < whole * 65 / 100, QByteArray::number(rest));
        QCOMPARE(refsOf(repository), QByteArrayList{"refs/heads/main"});
        RUN_OK(m_bo({u"clone"_s, httpsAddress(u"broken.git"_s), path(u"mended"_s)}), 0);
        QCOMPARE(rows(m_bo, path(u"mended"_s)), rows(m_ada, m_one));
    }

    void readOnly()
    {
        const QString repository = m_https->add(u"readonly.git"_s);
        ran(u"git"_s, {u"config"_s, u"--file"_s, repository + u"/config"_s, u"http.receivepack"_s, u"false"_s});
        m_https->own(u"readonly.git"_s);
        FAILS_SAYING(pushTo(u"readonly"_s, httpsAddress(u"readonly.git"_s)), "lets you read but not write",
                     "ask its owner for the right to write");
        bare(u"guarded.git"_s);
        put(path(u"guarded.git/hooks/pre-receive"_s), "#!/bin/sh\necho Only the committee writes here >&2\nexit 1\n");
        QFile::setPermissions(path(u"guarded.git/hooks/pre-receive"_s), QFile::Permissions(0x7755));
        FAILS_SAYING(pushTo(u"guarded"_s, sshAddress(u"guarded.git"_s)), "lets you read but not write",
                     "Only the committee writes here");
        FAILS_SAYING(pushTo(u"absent"_s, httpsAddress(u"absent.git"_s)), "there is no repository at");
        FAILS_SAYING(pushTo(u"absent"_s, sshAddress(u"absent.git"_s)), "there is no repository at");
    }

    void anotherHistory()
    {
        const QString other = path(u"other"_s);
        RUN_OK(m_bo({u"init"_s, other, u"--title"_s, u"Birds"_s, u"--domain"_s, u"nature"_s, u"--license"_s,
                     u"CC0-1.0"_s}),
               0);
        RUN_OK(m_bo({u"import"_s, other, writeRecords(path(u"birds.jsonl"_s), 500'000, 200), u"--key"_s, u"id"_s}), 0);
        RUN_OK(m_bo({u"commit"_s, other, u"-m"_s, u"Birds"_s}), 0);
        const QString repository = m_https->add(u"birds.git"_s);
        RUN_OK(m_bo({u"remote"_s, u"add"_s, u"origin"_s, httpsAddress(u"birds.git"_s), u"--dir"_s, other}), 0);
        RUN_OK(m_bo({u"push"_s, u"--dir"_s, other}), 0);
        const QByteArray there = ran(u"cat"_s, {repository + u"/refs/heads/main"_s});
        (void)m_httpsLine->takeSent();
        FAILS_SAYING(pushTo(u"birds"_s, httpsAddress(u"birds.git"_s)), "has versions that are not here", "pull first");
        const qint64 sent = m_httpsLine->takeSent();
        QVERIFY2(sent < 50'000, QByteArray::number(sent)); // found out before anything was sent
        FAILS_SAYING(m_ada({u"pull"_s, u"birds"_s, u"--dir"_s, m_one}), "no version in common");
        QCOMPARE(ran(u"cat"_s, {repository + u"/refs/heads/main"_s}), there);
    }

    void aServerThatSaysNothing()
    {
        bare(u"silent.git"_s);
        m_https->add(u"silent.git"_s);
        m_sshLine->silence(true);
        m_httpsLine->silence(true);
        qputenv("DATANET_PATIENCE", "2");
        FAILS_SAYING(pushTo(u"silent"_s, httpsAddress(u"silent.git"_s)), "did not answer for 2 seconds");
        FAILS_SAYING(pushTo(u"silent"_s, sshAddress(u"silent.git"_s)), "127.0.0.1:", "answer");
        qunsetenv("DATANET_PATIENCE");
        QProcess waiting;
        waiting.start(Program::binary(), {u"--home"_s, m_ada.home(), u"push"_s, u"silent"_s, u"--dir"_s, m_one});
        QVERIFY(waiting.waitForStarted());
        QTest::qWait(500);
        ::kill(pid_t(waiting.processId()), SIGINT);
        QVERIFY(waiting.waitForFinished(10'000));
        QCOMPARE(waiting.exitCode(), 130);
        m_sshLine->silence(false);
        RUN_OK(m_ada({u"push"_s, u"silent"_s, u"--dir"_s, m_one}), 0);
    }

    void aFullDiskOverThere()
    {
        const QString repository = m_https->add(u"full.git"_s);
        m_https->fillDisk(true);
        FAILS_SAYING(pushTo(u"full"_s, httpsAddress(u"full.git"_s)), "has no room for this",
                     "ask its owner for more room");
        QVERIFY(!refsOf(repository).contains("refs/heads/main"));
        m_https->fillDisk(false);
        // A quota, as hosts have them: what is larger is refused.
        ran(u"git"_s, {u"config"_s, u"--file"_s, repository + u"/config"_s, u"receive.maxInputSize"_s, u"100k"_s});
        m_https->own(u"full.git"_s);
        FAILS_SAYING(m_ada({u"push"_s, u"full"_s, u"--dir"_s, m_one}), "has no room for this");
        ran(u"git"_s, {u"config"_s, u"--file"_s, repository + u"/config"_s, u"receive.maxInputSize"_s, u"0"_s});
        m_https->own(u"full.git"_s);
        RUN_OK(m_ada({u"push"_s, u"full"_s, u"--dir"_s, m_one}), 0);
        RUN_OK(Program::run(u"git"_s, {u"-c"_s, u"safe.directory=*"_s, u"--git-dir="_s + repository, u"fsck"_s}), 0);
    }

    // The same version from two people, with the same pieces, then two different ones: nobody's work is in the way of
    // the other's, and nothing stays behind.
    void twoAtOnce()
    {
        const QString repository = m_https->add(u"both.git"_s);
        const QString two = path(u"both-two"_s);
        RUN_OK(m_bo({u"clone"_s, m_one + u"/repo.git"_s, two}), 0);
        RUN_OK(m_bo({u"remote"_s, u"add"_s, u"both"_s, httpsAddress(u"both.git"_s), u"--dir"_s, two}), 0);
        RUN_OK(m_ada({u"remote"_s, u"add"_s, u"both"_s, httpsAddress(u"both.git"_s), u"--dir"_s, m_one}), 0);
        const auto both = [&] {
            std::array<QProcess, 2> processes;
            std::array<Run, 2> runs;
            const std::array<QStringList, 2> words{
                QStringList{u"--home"_s, m_ada.home(), u"push"_s, u"both"_s, u"--dir"_s, m_one},
                QStringList{u"--home"_s, m_bo.home(), u"push"_s, u"both"_s, u"--dir"_s, two}};
            for (std::size_t each = 0; each < 2; ++each)
                processes[each].start(Program::binary(), words[each]);
            for (std::size_t each = 0; each < 2; ++each) {
                processes[each].waitForFinished(120'000);
                runs[each] = {processes[each].exitCode(), processes[each].readAllStandardOutput(),
                              processes[each].readAllStandardError()};
            }
            return runs;
        };
        for (const Run &run : both()) {
            QVERIFY2(run.code == 0 || run.code == 3, said(run));
            QVERIFY2(run.code == 0 || says(run, {"same moment"}) || says(run, {"not here"}), said(run));
        }
        RUN_OK(m_ada({u"push"_s, u"both"_s, u"--dir"_s, m_one}), 0);
        QVERIFY(refsOf(repository).contains("refs/heads/main"));

        RUN_OK(m_ada({u"set"_s, m_one, u"11"_s, u"text"_s, u"said by Ada"_s}), 0);
        RUN_OK(m_ada({u"commit"_s, m_one, u"-m"_s, u"Ada's"_s}), 0);
        RUN_OK(m_bo({u"set"_s, two, u"12"_s, u"text"_s, u"said by Bo"_s}), 0);
        RUN_OK(m_bo({u"commit"_s, two, u"-m"_s, u"Bo's"_s}), 0);
        const auto raced = both();
        const int won = raced[0].code == 0 ? 0 : 1;
        QVERIFY2(raced[won].code == 0, said(raced[won]));
        QVERIFY2(raced[1 - won].code == 3, said(raced[1 - won]));
        QVERIFY2(says(raced[1 - won], {"pull first, then push again"}), said(raced[1 - won]));
        const Program &second = won == 0 ? m_bo : m_ada;
        const QString &folder = won == 0 ? two : m_one;
        RUN_OK(second({u"pull"_s, u"both"_s, u"--dir"_s, folder}), 0);
        RUN_OK(second({u"push"_s, u"both"_s, u"--dir"_s, folder}), 0);
        const Program &first = won == 0 ? m_ada : m_bo;
        RUN_OK(first({u"pull"_s, u"both"_s, u"--dir"_s, won == 0 ? m_one : two}), 0);
        QCOMPARE(rows(m_ada, m_one), rows(m_bo, two));
        QVERIFY(rows(m_ada, m_one).contains("said by Bo"));
        QVERIFY(rows(m_ada, m_one).contains("said by Ada"));
        RUN_OK(Program::run(u"git"_s, {u"-c"_s, u"safe.directory=*"_s, u"--git-dir="_s + repository, u"fsck"_s}), 0);
    }

    // A data set folder may come from somebody else, and its configuration with it.
    void aConfigurationThatWantsThePassword()
    {
        m_https->add(u"trap.git"_s);
        const QString config = m_one + u"/repo.git/config"_s;
        const QString trap = path(u"sprung"_s);
        ran(u"git"_s, {u"config"_s, u"--file"_s, config, u"credential.helper"_s, u"!touch "_s + trap});
        FAILS_SAYING(pushTo(u"trap"_s, httpsAddress(u"trap.git"_s)), "credential.helper", "yours to decide");
        QVERIFY(!QFile::exists(trap));
        ran(u"git"_s, {u"config"_s, u"--file"_s, config, u"--remove-section"_s, u"credential"_s});
        RUN_OK(pushTo(u"trap"_s, httpsAddress(u"trap.git"_s)), 0);
    }
};

QTEST_GUILESS_MAIN(TestRemoteServers)
#include "tst_remote_servers.moc"

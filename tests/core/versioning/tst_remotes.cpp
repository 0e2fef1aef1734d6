// Other places: real bare repositories on a path and behind a real `git daemon`.

#include "support/scratch_workspace.h"
#include "versioning/blame.h"
#include "versioning/history.h"
#include "versioning/maintenance.h"
#include "versioning/piecewise_push.h"
#include "versioning/proofs.h"
#include "versioning/refs.h"
#include "versioning/remotes.h"
#include "versioning/verify.h"

#include <QTcpServer>
#include <QTcpSocket>

using namespace datanet;
using namespace datanet::test;
using namespace Qt::StringLiterals;
using versioning::MergeReport;

class TestRemotes : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    base::Unwatched m_task;
    const versioning::Person m_author{u"Ada"_s, u"ada@example.org"_s};

    versioning::Workspace fresh(const QString &name, const QString &key = u"id"_s)
    {
        return need(versioning::Workspace::create(m_folder.filePath(name), someMetadata(), schemaWithKey(key)));
    }
    QString bare(const QString &name)
    {
        const QString path = m_folder.filePath(name);
        run(u"git"_s, {u"init"_s, u"-q"_s, u"--bare"_s, u"-b"_s, u"main"_s, path});
        return path;
    }
    QByteArrayList refsOf(const QString &path)
    {
        return run(u"git"_s, {u"--git-dir="_s + path, u"for-each-ref"_s, u"--format=%(refname)"_s})
            .trimmed()
            .split('\n');
    }
    MergeReport pull(versioning::Workspace &workspace)
    {
        const auto remote = need(versioning::usualRemote(workspace.repository()));
        return need(workspace.pull(remote, {saying("pull"), u"origin"_s}, m_task));
    }
    void push(versioning::Workspace &workspace)
    {
        const auto remote = need(versioning::usualRemote(workspace.repository()));
        need(versioning::pushRemote(workspace.repository(), remote, u"main"_s, true, m_task));
    }

private Q_SLOTS:
    void addressesAreChecked()
    {
        for (const char *good :
             {"https://example.org/a.git", "ssh://git@example.org:22/a.git", "git@example.org:a/b.git", "/a/path",
              "../a path", "git://localhost/x", "file:///a/b", "C_name:path"})
            QVERIFY2(versioning::checkAddress(QString::fromLatin1(good)), good);
        for (const char *bad : {"", "  ", "-x", "--upload-pack=touch x", "ext::sh -c touch%20x", "foo::bar",
                                "ssh://-oProxyCommand=x/a", "ssh://git@-oProxyCommand=x/a", "-oProxyCommand=x:a",
                                "git@-oProxyCommand=x:a", "javascript://x", "https://me:secret@example.org/a", "a\nb"})
            QVERIFY2(!versioning::checkAddress(QString::fromLatin1(bad)), bad);
    }

    void placesAreKeptWhereGitSeesThem()
    {
        auto workspace = fresh(u"places"_s);
        auto &repository = workspace.repository();
        QCOMPARE(versioning::usualRemote(repository).error().kind, base::ErrorKind::NotFound);
        need(versioning::addRemote(repository, {u"backup"_s, u"https://example.org/a.git"_s}));
        QCOMPARE(versioning::addRemote(repository, {u"backup"_s, u"/x"_s}).error().kind, base::ErrorKind::Conflict);
        QVERIFY(!versioning::addRemote(repository, {u"-x"_s, u"/x"_s}));
        QVERIFY(!versioning::addRemote(repository, {u"x"_s, u"ext::x"_s}));
        QCOMPARE(run(u"git"_s, {u"--git-dir="_s + repository.path(), u"remote"_s, u"get-url"_s, u"backup"_s}),
                 QByteArray("https://example.org/a.git\n"));
        need(versioning::renameRemote(repository, u"backup"_s, u"away"_s));
        QCOMPARE(need(versioning::usualRemote(repository)).name, u"away"_s);
        // What somebody else wrote into the configuration is not believed.
        run(u"git"_s, {u"--git-dir="_s + repository.path(), u"config"_s, u"remote.evil.url"_s, u"ext::sh -c x"_s});
        QCOMPARE(need(versioning::remotes(repository)).size(), std::size_t(1));
        need(versioning::removeRemote(repository, u"away"_s));
        QVERIFY(need(versioning::remotes(repository)).empty());
    }

    void twoPeopleWorkTogether()
    {
        const QString remote = bare(u"shared.git"_s);
        auto ours = fresh(u"ours"_s);
        importRecords(ours, records(0, 500));
        const auto first = need(ours.commit(saying("first"), m_task)).id;
        need(versioning::addRemote(ours.repository(), {u"origin"_s, remote}));
        need(versioning::createTag(ours.repository(), u"start"_s, first));
        push(ours);
        auto theirs = need(versioning::Workspace::clone(remote, m_folder.filePath(u"theirs"_s), m_task));
        QVERIFY(need(theirs.repository().resolve(u"start"_s)) == first);

        importRecords(theirs, records(1000, 50));
        const auto second = need(theirs.commit(saying("theirs"), m_task)).id;
        need(
            versioning::writeProofs(theirs.repository(), second, {{u"contributions/10-2-abc.json"_s, "{}"}}, m_author));
        push(theirs);
        importRecords(ours, records(2000, 50));
        need(ours.commit(saying("ours"), m_task));
        const auto origin = need(versioning::usualRemote(ours.repository()));
        QCOMPARE(versioning::pushRemote(ours.repository(), origin, u"main"_s, false, m_task).error().kind,
                 base::ErrorKind::Conflict);
        QVERIFY(pull(ours).outcome == MergeReport::Outcome::Merged);
        push(ours);
        QVERIFY(pull(theirs).outcome == MergeReport::Outcome::MovedOn);
        QVERIFY(pull(theirs).outcome == MergeReport::Outcome::UpToDate);
        QVERIFY(bodiesOf(ours.workingCopy().rows()) == bodiesOf(theirs.workingCopy().rows()));

        // Whose it was: by version, author and contribution.
        const auto blame =
            need(versioning::blame(ours.repository(), *need(ours.repository().head()), u"1007"_s, m_task));
        QCOMPARE(blame.fields.size(), std::size_t(2));
        for (const auto &field : blame.fields) {
            QVERIFY(field.version == second);
            QCOMPARE(field.contributions, QStringList{u"10-2-abc"_s});
        }
        // Field by field.
        const auto position = need(ours.workingCopy().rows().find(u"7"_s));
        need(ours.workingCopy().replace(position, record(7, "other words")));
        const auto third = need(ours.commit(saying("other words"), m_task)).id;
        const auto edited = need(versioning::blame(ours.repository(), third, u"7"_s, m_task));
        QVERIFY(edited.fields[0].field == "id" && edited.fields[0].version == first);
        QVERIFY(edited.fields[1].field == "text" && edited.fields[1].version == third);
    }

    void historyComesOnDemand()
    {
        const QString remote = bare(u"long.git"_s);
        auto ours = fresh(u"long"_s);
        need(versioning::addRemote(ours.repository(), {u"origin"_s, remote}));
        for (int version = 0; version < 5; ++version) {
            importRecords(ours, records(version * 100, 100));
            need(ours.commit(saying("more"), m_task));
        }
        push(ours);
        auto part = need(versioning::Workspace::clone(remote, m_folder.filePath(u"part"_s), m_task, {2, false}));
        auto &repository = part.repository();
        QVERIFY(repository.isShallow());
        const auto log = need(versioning::log(repository));
        QCOMPARE(log.size(), std::size_t(2));
        QVERIFY(log.back().isBoundary);
        QCOMPARE(log.front().number, 0); // not known
        QCOMPARE(repository.resolve(u"v1"_s).error().kind, base::ErrorKind::NotFound);
        QVERIFY(!need(versioning::blame(repository, log.front().id, u"7"_s, m_task)).isWhole);
        QVERIFY(need(versioning::verifyHistory(repository, m_task)).isGood());
        // It can be worked with, and sent back.
        importRecords(part, records(5000, 10));
        need(part.commit(saying("on top"), m_task));
        push(part);
        QVERIFY(pull(ours).outcome == MergeReport::Outcome::MovedOn);
        const auto origin = need(versioning::usualRemote(repository));
        need(versioning::fetchRemote(repository, origin, {0, true}, m_author, m_task));
        QVERIFY(!repository.isShallow());
        QCOMPARE(need(versioning::log(repository)).front().number, 6);
        QVERIFY(need(versioning::blame(repository, log.front().id, u"7"_s, m_task)).isWhole);
    }

    void anInterruptedPushGoesOn()
    {
        // A server, because pieces are for what can break in between.
        const QString remote = bare(u"served.git"_s);
        quint16 port = 0;
        {
            QTcpServer probe;
            QVERIFY(probe.listen(QHostAddress::LocalHost));
            port = probe.serverPort();
        }
        QProcess daemon;
        // The program itself: through `git` it would outlive the one that is killed.
        daemon.start(QString::fromLocal8Bit(run(u"git"_s, {u"--exec-path"_s}).trimmed()) + u"/git-daemon"_s,
                     {u"--export-all"_s, u"--enable=receive-pack"_s, u"--listen=127.0.0.1"_s,
                      u"--port="_s + QString::number(port), u"--base-path="_s + m_folder.path()});
        QVERIFY(daemon.waitForStarted());
        const auto isUp = [port] {
            QTcpSocket socket;
            socket.connectToHost(QHostAddress::LocalHost, port);
            return socket.waitForConnected(200);
        };
        QTRY_VERIFY_WITH_TIMEOUT(isUp(), 10'000);
        const QString address = u"git://127.0.0.1:%1/served.git"_s.arg(port);
        auto ours = fresh(u"large"_s, {});
        std::vector<std::string> bodies;
        for (int number = 0; number < 5000; ++number) // some 5,000 segments
            bodies.push_back("{\"n\":" + std::to_string(number) + ",\"t\":\""
                             + std::string(33'000, char('a' + number % 26)) + "\"}");
        importRecords(ours, bodies);
        const auto version = need(ours.commit(saying("large"), m_task)).id;
        auto &repository = ours.repository();
        const auto pieces = need(versioning::pushInPieces(repository, address, u"refs/heads/main"_s, version, m_task));
        QVERIFY2(pieces.size() >= 2, qPrintable(QString::number(pieces.size())));
        QCOMPARE(refsOf(remote).size(), pieces.size()); // and then the line broke
        QVERIFY(need(versioning::pushInPieces(repository, address, u"refs/heads/main"_s, version, m_task)) == pieces);
        need(versioning::addRemote(repository, {u"origin"_s, address}));
        push(ours);
        QCOMPARE(refsOf(remote), QByteArrayList{"refs/heads/main"});
        run(u"git"_s, {u"--git-dir="_s + remote, u"fsck"_s, u"--strict"_s});
        auto back = need(versioning::Workspace::clone(address, m_folder.filePath(u"back"_s), m_task));
        QCOMPARE(need(back.workingCopy().rows().count()), 5000);
        daemon.kill();
        daemon.waitForFinished();
        QCOMPARE(versioning::Workspace::clone(address, m_folder.filePath(u"gone"_s), m_task).error().kind,
                 base::ErrorKind::Network);
    }

    void hostileSourcesLeaveNothing()
    {
        // A branch whose tree is no data set; a repository without a branch; a HEAD that names none.
        const QString remote = bare(u"hostile.git"_s);
        const auto git = [&remote](const QStringList &arguments, const QByteArray &input = {}) {
            return QString::fromLatin1(
                run(u"git"_s,
                    QStringList{u"--git-dir="_s + remote, u"-c"_s, u"user.name=x"_s, u"-c"_s, u"user.email=x"_s}
                        + arguments,
                    input)
                    .trimmed());
        };
        const auto clone = [&](const QString &name) {
            return versioning::Workspace::clone(remote, m_folder.filePath(name), m_task);
        };
        QVERIFY(!clone(u"empty"_s));
        const QString blob = git({u"hash-object"_s, u"-w"_s, u"--stdin"_s}, "x");
        const QString tree = git({u"mktree"_s}, "120000 blob " + blob.toLatin1() + "\tdataset.json\n");
        const QString commit = git({u"commit-tree"_s, u"-m"_s, u"x"_s, tree});
        git({u"update-ref"_s, u"refs/heads/main"_s, commit});
        QVERIFY(!clone(u"link"_s));
        git({u"symbolic-ref"_s, u"HEAD"_s, u"refs/heads/nowhere"_s});
        QVERIFY(!clone(u"nowhere"_s));
        for (const QString &name : {u"empty"_s, u"link"_s, u"nowhere"_s})
            QVERIFY(!QFileInfo::exists(m_folder.filePath(name + u"/repo.git"_s)));
    }

    void aDamagedWorkingCopyIsRepaired()
    {
        const QString folder = m_folder.filePath(u"damaged"_s);
        {
            auto workspace = fresh(u"damaged"_s);
            importRecords(workspace, records(0, 1000));
            need(workspace.commit(saying("first"), m_task));
            const auto before = need(versioning::cleanUp(workspace.repository(), 14, m_task));
            QVERIFY(before.bytesAfter > 0);
        }
        QFile file(folder + u"/working.db"_s);
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek(0);
        file.write(QByteArray(8192, 'x'));
        file.close();
        QVERIFY(!versioning::Workspace::open(folder, m_task));
        auto repaired = need(versioning::Workspace::repair(folder, m_task));
        QVERIFY(bodiesOf(repaired.workingCopy().rows()) == records(0, 1000));
        QVERIFY(QFileInfo::exists(folder + u"/working.db.old"_s)); // nothing is thrown away
    }
};

QTEST_GUILESS_MAIN(TestRemotes)
#include "tst_remotes.moc"

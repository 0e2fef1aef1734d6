#include "support/scratch_workspace.h"
#include "versioning/history.h"
#include "versioning/proofs.h"
#include "versioning/transport.h"

using namespace datanet;
using namespace datanet::test;
using namespace Qt::StringLiterals;

class TestTransport : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    base::Unwatched m_task;
    const versioning::Person m_author{u"Ada"_s, u"ada@example.org"_s};

    versioning::Workspace fresh(const QString &name)
    {
        return need(versioning::Workspace::create(m_folder.filePath(name), someMetadata(), schemaWithKey({})));
    }

private Q_SLOTS:
    void bundleRoundTrip()
    {
        auto workspace = fresh(u"bundled"_s);
        const QString file = m_folder.filePath(u"one.bundle"_s);
        QCOMPARE(versioning::exportBundle(workspace.repository(), file, m_task).error().kind, base::ErrorKind::Invalid);
        importRecords(workspace, records(0, 2000));
        const auto id = need(workspace.commit(saying("first"), m_task)).id;
        need(versioning::writeProofs(workspace.repository(), id, {{u"manifest.json"_s, "{}"}}, m_author));
        need(versioning::exportBundle(workspace.repository(), file, m_task));

        QCOMPARE(versioning::exportBundle(workspace.repository(), m_folder.filePath(u"no/such/one.bundle"_s), m_task)
                     .error()
                     .kind,
                 base::ErrorKind::Io);
        const QStringList left = QDir(m_folder.path()).entryList({u"*.new-*"_s}, QDir::Files);
        QCOMPARE(left, QStringList());

        // Stock git opens it.
        run(u"git"_s, {u"clone"_s, u"-q"_s, file, m_folder.filePath(u"stock"_s)});
        QVERIFY(QFileInfo::exists(m_folder.filePath(u"stock/dataset.json"_s)));
        auto copy = need(versioning::Workspace::clone(file, m_folder.filePath(u"clone"_s), m_task));
        QVERIFY(bodiesOf(copy.workingCopy().rows()) == records(0, 2000));
        QVERIFY(need(copy.workingCopy().changes()).isEmpty());
        QCOMPARE(need(versioning::readProofs(copy.repository(), id)).at(u"manifest.json"_s), base::Bytes("{}"));
        // And the clone goes on.
        importRecords(copy, records(2000, 10));
        need(copy.commit(saying("more"), m_task));
        QCOMPARE(need(versioning::log(copy.repository())).size(), std::size_t(2));

        QFile damaged(file);
        QVERIFY(damaged.open(QIODevice::ReadWrite));
        damaged.seek(damaged.size() / 2);
        damaged.write("xxxxxxxx");
        damaged.close();
        QVERIFY(!versioning::Workspace::clone(file, m_folder.filePath(u"broken"_s), m_task));
        QVERIFY(!QFileInfo::exists(m_folder.filePath(u"broken/repo.git"_s)));
    }

    void pushFetchAndConflict()
    {
        const QString remote = m_folder.filePath(u"remote.git"_s);
        run(u"git"_s, {u"init"_s, u"-q"_s, u"--bare"_s, u"-b"_s, u"main"_s, remote});
        auto ours = fresh(u"ours"_s);
        importRecords(ours, records(0, 100));
        const auto first = need(ours.commit(saying("first"), m_task)).id;
        need(versioning::push(ours.repository(), remote, m_task));
        auto theirs = need(versioning::Workspace::clone(remote, m_folder.filePath(u"theirs"_s), m_task));
        QVERIFY(need(theirs.repository().head()) == first);
        importRecords(theirs, records(100, 100));
        const auto second = need(theirs.commit(saying("second"), m_task)).id;
        need(versioning::push(theirs.repository(), remote, m_task));

        importRecords(ours, records(300, 100));
        need(ours.commit(saying("other"), m_task));
        QCOMPARE(versioning::push(ours.repository(), remote, m_task).error().kind, base::ErrorKind::Conflict);
        const auto fetched = need(versioning::fetch(ours.repository(), u"origin"_s, remote, m_task));
        QVERIFY(fetched.main == second);
        QVERIFY(!fetched.proofs);
        QVERIFY(!versioning::fetch(ours.repository(), u"../x"_s, remote, m_task));
        QCOMPARE(versioning::push(ours.repository(), m_folder.filePath(u"nowhere"_s), m_task).error().kind,
                 base::ErrorKind::NotFound);
    }

    void proofsAreUnited()
    {
        auto ours = fresh(u"proofs"_s);
        const auto id = need(ours.commit(saying("first"), m_task)).id;
        const QString remote = m_folder.filePath(u"proofs.git"_s);
        run(u"git"_s, {u"init"_s, u"-q"_s, u"--bare"_s, u"-b"_s, u"main"_s, remote});
        need(versioning::push(ours.repository(), remote, m_task));
        auto theirs = need(versioning::Workspace::clone(remote, m_folder.filePath(u"proofs2"_s), m_task));
        need(versioning::writeProofs(theirs.repository(), id, {{u"contributions/1-2-a.json"_s, "theirs"}}, m_author));
        need(versioning::writeProofs(ours.repository(), id, {{u"manifest.json"_s, "ours"}}, m_author));
        need(versioning::push(theirs.repository(), remote, m_task));
        const auto fetched = need(versioning::fetch(ours.repository(), u"origin"_s, remote, m_task));
        QVERIFY(fetched.proofs.has_value());
        need(versioning::uniteProofs(ours.repository(), *fetched.proofs, m_author));
        const auto proofs = need(versioning::readProofs(ours.repository(), id));
        const std::map<QString, base::Bytes> expected{{u"contributions/1-2-a.json"_s, "theirs"},
                                                      {u"manifest.json"_s, "ours"}};
        QVERIFY(proofs == expected);
        need(versioning::uniteProofs(ours.repository(), *fetched.proofs, m_author)); // a second time changes nothing
        need(versioning::push(ours.repository(), remote, m_task));
        run(u"git"_s, {u"--git-dir="_s + ours.repository().path(), u"fsck"_s, u"--strict"_s});

        need(versioning::writeProofs(theirs.repository(), id, {{u"manifest.json"_s, "other"}}, m_author));
        const auto other = need(theirs.repository().ref(QLatin1StringView(versioning::kProofsRef)));
        need(versioning::push(theirs.repository(), m_folder.filePath(u"proofs/repo.git"_s), m_task).error().kind
                     == base::ErrorKind::Conflict
                 ? base::Status()
                 : base::Status(base::fail(base::ErrorKind::Invalid, u"a push went over somebody's proofs"_s)));
        QVERIFY(other.has_value());
    }

    void cancelStopsGit()
    {
        class Stopped final : public base::TaskContext
        {
        public:
            [[nodiscard]] bool cancelled() const override { return true; }
            void progress(std::int64_t, std::int64_t) override { }
        } stopped;
        auto workspace = fresh(u"cancelled"_s);
        // Reads from a pipe that never ends.
        run(u"mkfifo"_s, {m_folder.filePath(u"pipe"_s)});
        const auto result = versioning::runGit(workspace.repository().path(),
                                               {u"hash-object"_s, m_folder.filePath(u"pipe"_s)}, stopped);
        QCOMPARE(result.error().kind, base::ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestTransport)
#include "tst_transport.moc"

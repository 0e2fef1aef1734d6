#include "base/files.h"
#include "support/scratch_workspace.h"
#include "versioning/history.h"
#include "versioning/refs.h"
#include "versioning/verify.h"

#include <QThreadPool>

#include <csignal>
#include <map>
#include <random>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace datanet;
using namespace datanet::test;
using namespace Qt::StringLiterals;

namespace {

// A child has none of its parent's threads, but believes what the pool says of them: so there must be none.
pid_t forkAlone()
{
    QThreadPool::globalInstance()->waitForDone();
    return ::fork();
}

constexpr int kBatch = 3000; // records of one import

// What a child does until it is killed: imports whole batches and commits them, saying so after each was acknowledged.
[[noreturn]] void workUntilKilled(const QString &folder, int firstBatch, int pipe)
{
    base::Unwatched task;
    try {
        auto workspace = need(versioning::Workspace::open(folder, task));
        for (int batch = firstBatch;; ++batch) {
            importRecords(workspace, records(batch * kBatch, kBatch));
            if (::write(pipe, "i", 1) != 1)
                break;
            need(workspace.commit(saying("batch"), task));
            if (::write(pipe, "c", 1) != 1)
                break;
        }
    } catch (const std::exception &error) {
        std::fprintf(stderr, "child: %s\n", error.what());
    }
    ::_exit(3);
}

} // namespace

class TestKill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aKillLeavesTheOldOrTheNewState()
    {
        QTemporaryDir scratch;
        const QString folder = scratch.filePath(u"data"_s);
        base::Unwatched task;
        int batches = 0; // whole imports known to be there
        std::size_t versions = 0;
        {
            auto workspace = need(versioning::Workspace::create(folder, someMetadata(), schemaWithKey({})));
        }
        std::mt19937 random(11);
        for (int round = 0; round < 40; ++round) {
            int pipe[2];
            QVERIFY(::pipe(pipe) == 0);
            const pid_t child = forkAlone();
            if (child == 0) {
                ::close(pipe[0]);
                workUntilKilled(folder, batches, pipe[1]);
            }
            ::close(pipe[1]);
            ::usleep(1000 * (random() % 400));
            ::kill(child, SIGKILL);
            int status = 0;
            ::waitpid(child, &status, 0);
            QVERIFY(WIFSIGNALED(status)); // it was alive, so nothing had failed
            ::usleep(50'000); // what it had started ends with it
            char said[4096];
            const ssize_t length = ::read(pipe[0], said, sizeof said);
            ::close(pipe[0]);
            const auto imported = std::count(said, said + length, 'i');
            const auto committed = std::count(said, said + length, 'c');

            auto workspace = need(versioning::Workspace::open(folder, task));
            const auto count = need(workspace.workingCopy().rows().count());
            QCOMPARE(count % kBatch, 0); // no half import
            const int now = int(count / kBatch);
            QVERIFY(now >= batches + imported && now <= batches + imported + 1); // nothing acknowledged is lost
            const auto log = need(versioning::log(workspace.repository(), 0, 10'000));
            QVERIFY(log.size() >= versions + std::size_t(committed)
                    && log.size() <= versions + std::size_t(committed) + 1);
            const std::int64_t inVersion =
                log.empty() ? 0 : need(versioning::show(workspace.repository(), log.front().id)).totals.records;
            QCOMPARE(need(workspace.workingCopy().changes()).added, count - inVersion);
            batches = now;
            versions = log.size();
            // A commit that was cut short is made good by going on: everything that is there, once.
            if (round % 8 == 7) {
                QVERIFY(bodiesOf(workspace.workingCopy().rows()) == records(0, batches * kBatch));
                run(u"git"_s,
                    {u"--git-dir="_s + folder + u"/repo.git"_s, u"fsck"_s, u"--strict"_s, u"--no-dangling"_s});
                if (!log.empty())
                    QVERIFY(need(versioning::verifyTree(workspace.repository(), log.front().id, task)).isGood());
            }
        }
        QVERIFY(batches > 0);
    }

    void createIsAllOrNothing()
    {
        QTemporaryDir scratch;
        base::Unwatched task;
        std::mt19937 random(5);
        for (int round = 0; round < 20; ++round) {
            const QString folder = scratch.filePath(QString::number(round));
            const pid_t child = forkAlone();
            if (child == 0) {
                (void)versioning::Workspace::create(folder, someMetadata(), schemaWithKey({}));
                ::_exit(0);
            }
            ::usleep(random() % 30'000);
            ::kill(child, SIGKILL);
            ::waitpid(child, nullptr, 0);
            if (QFileInfo::exists(folder + u"/repo.git"_s))
                QCOMPARE(
                    need(need(versioning::Workspace::open(folder, task)).workingCopy().document(u"dataset.json"_s)),
                    someMetadata());
            else
                need(versioning::Workspace::create(folder, someMetadata(), schemaWithKey({})));
        }
    }

    // Switching, merging with conflicts and going back, over and over: what is found is always one of the three whole
    // states.
    void aKilledMergeIsWholeOrNot()
    {
        QTemporaryDir scratch;
        const QString folder = scratch.filePath(u"data"_s);
        base::Unwatched task;
        std::map<QString, std::vector<std::string>> contents;
        const auto changed = [](std::vector<std::string> bodies, const std::string &text, int from) {
            for (int number = from; number < from + 400; number += 40)
                bodies[std::size_t(number)] = record(number, text);
            return bodies;
        };
        {
            auto workspace = need(versioning::Workspace::create(folder, someMetadata(), schemaWithKey(u"id"_s)));
            importRecords(workspace, records(0, 3000));
            const auto first = need(workspace.commit(saying("first"), task)).id;
            need(versioning::createBranch(workspace.repository(), u"side"_s, first));
            for (const auto &[branch, text, from] : {std::tuple(u"main"_s, "ours", 0), {u"side"_s, "theirs", 200}}) {
                need(workspace.switchTo(branch, task));
                contents[branch] = changed(records(0, 3000), text, from);
                for (int number = from; number < from + 400; number += 40)
                    need(workspace.workingCopy().replace(
                        need(workspace.workingCopy().rows().find(QString::number(number))), record(number, text)));
                need(workspace.commit(saying(text), task));
            }
            contents[u"merge"_s] = changed(contents[u"side"_s], "ours", 0);
        }
        std::mt19937 random(3);
        int merges = 0;
        for (int round = 0; round < 25; ++round) {
            const pid_t child = forkAlone();
            if (child == 0) {
                auto workspace = versioning::Workspace::open(folder, task);
                for (bool good = bool(workspace); good;) {
                    if (workspace->mergeUnderWay()->has_value())
                        good = bool(workspace->abortMerge(task));
                    good = good && workspace->switchTo(u"side"_s, task) && workspace->switchTo(u"main"_s, task)
                        && workspace->merge(*workspace->repository().resolve(u"side"_s), {saying("merge"), u"side"_s},
                                            task);
                }
                ::_exit(3);
            }
            ::usleep(20'000 + random() % 200'000);
            ::kill(child, SIGKILL);
            int status = 0;
            ::waitpid(child, &status, 0);
            QVERIFY(WIFSIGNALED(status));
            auto workspace = need(versioning::Workspace::open(folder, task));
            const auto merge = need(workspace.mergeUnderWay());
            const QString branch = need(workspace.repository().currentRef()).mid(11);
            QVERIFY(bodiesOf(workspace.workingCopy().rows()) == contents[merge ? u"merge"_s : branch]);
            if (!merge) {
                QVERIFY(need(workspace.workingCopy().changes()).isEmpty());
                continue;
            }
            ++merges;
            QVERIFY(merge->phase == versioning::MergePhase::Open);
            QCOMPARE(need(versioning::conflictCounts(workspace.workingCopy())).undecided, 5);
            for (const auto &each : need(versioning::conflictsOf(workspace.workingCopy(), 0, -1, true)))
                QVERIFY(each.position.has_value());
        }
        QVERIFY(merges > 0);
    }

    // A full disk, as a limit on the size of files: in a child, because the limit can't be raised again.
    void whatAKillLeftIsTakenAway()
    {
        const QTemporaryDir scratch;
        const QString path = scratch.filePath(u"bare.git"_s);
        QVERIFY(versioning::Repository::init(path));
        const QStringList ours{u"/refs/heads/main.lock"_s,
                               u"/refs/datanet/proofs.lock"_s,
                               u"/refs/datanet/versions/3.lock"_s,
                               u"/objects/pack/tmp_pack_x"_s,
                               u"/refs/remotes/origin/main.lock"_s,
                               u"/packed-refs.lock"_s,
                               u"/config.lock"_s,
                               u"/shallow.lock"_s};
        for (const QString &file : ours) {
            QVERIFY(QDir().mkpath(QFileInfo(path + file).path()));
            QVERIFY(base::files::writeAtomically(path + file, "x"));
        }
        QVERIFY(versioning::Repository::removeUnfinished(path));
        for (const QString &file : ours)
            QVERIFY(!QFileInfo::exists(path + file));
    }

    void aFullDiskChangesNothing_data()
    {
        QTest::addColumn<int>("limit");
        for (const int limit : {50'000, 120'000, 200'000, 400'000, 700'000, 1'000'000})
            QTest::addRow("%d", limit) << limit;
    }
    void aFullDiskChangesNothing()
    {
        QFETCH(int, limit);
        QTemporaryDir scratch;
        const QString folder = scratch.filePath(u"data"_s);
        base::Unwatched task;
        {
            auto workspace = need(versioning::Workspace::create(folder, someMetadata(), schemaWithKey({})));
            importRecords(workspace, records(0, 500));
            need(workspace.commit(saying("first"), task));
        }
        const pid_t child = forkAlone();
        if (child == 0) {
            ::signal(SIGXFSZ, SIG_IGN);
            const rlimit size{rlim_t(limit), rlim_t(limit)};
            ::setrlimit(RLIMIT_FSIZE, &size);
            auto workspace = versioning::Workspace::open(folder, task);
            if (!workspace)
                ::_exit(1);
            auto batch = workspace->workingCopy().beginImport(u"large"_s);
            bool good = bool(batch);
            for (int number = 500; good && number < 20'500; ++number) {
                const auto body = record(number);
                good = bool((*batch)->accept(body, dataset::recordId(body), number));
            }
            good = good && (*batch)->finish();
            good = good && workspace->commit(saying("second"), task);
            ::_exit(good ? 0 : 1);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        QVERIFY(WIFEXITED(status)); // an error, never a crash
        auto workspace = need(versioning::Workspace::open(folder, task));
        const auto count = need(workspace.workingCopy().rows().count());
        QVERIFY2(count == 500 || count == 20'500, qPrintable(QString::number(count)));
        QVERIFY(bodiesOf(workspace.workingCopy().rows()) == records(0, int(count)));
        const auto versions = need(versioning::log(workspace.repository())).size();
        QCOMPARE(versions, WEXITSTATUS(status) == 0 ? std::size_t(2) : std::size_t(1));
        run(u"git"_s, {u"--git-dir="_s + folder + u"/repo.git"_s, u"fsck"_s, u"--strict"_s, u"--no-dangling"_s});
        // With room again, the work goes on.
        if (count == 500)
            QCOMPARE(importRecords(workspace, records(500, 100)).added, 100);
        if (versions == 1)
            need(workspace.commit(saying("again"), task));
    }
};

QTEST_GUILESS_MAIN(TestKill)
#include "tst_kill.moc"

// Branches, merges, histories and pushes at scale: one JSON line per figure, with its limit or its peer.
//   bench_versions SCRATCH [RECORDS [VERSIONS]]
// SCRATCH must not exist; 1,000,000 records and 10,000 versions unless said otherwise.
#include "benchmarks/bench.h"

#include "dataset/import_batch.h"
#include "dataset/metadata.h"
#include "dataset/record.h"
#include "dataset/schema.h"
#include "versioning/blame.h"
#include "versioning/difference.h"
#include "versioning/history.h"
#include "versioning/history_graph.h"
#include "versioning/merge.h"
#include "versioning/refs.h"
#include "versioning/remotes.h"
#include "versioning/version_rows.h"
#include "versioning/workspace.h"

#include <QDir>
#include <QElapsedTimer>
#include <QProcess>

#include <cstdio>
#include <cstdlib>
#include <random>

namespace {

using namespace datanet;
using namespace datanet::bench;
using namespace Qt::StringLiterals;

// The fastest of a few runs: what the work costs, not what the machine did meanwhile.
template <class Work>
double fastest(int runs, Work work)
{
    double best = 1e9;
    for (int run = 0; run < runs; ++run) {
        QElapsedTimer timer;
        timer.start();
        work();
        best = std::min(best, double(timer.nsecsElapsed()) / 1e9);
    }
    return best;
}

void report(const char *name, double seconds, double limit)
{
    std::printf("{\"name\":\"%s\",\"seconds\":%.4f,\"floor\":%.4f}\n", name, seconds, limit);
    std::fflush(stdout);
}

void reportPeer(const char *name, double ours, double theirs)
{
    std::printf("{\"name\":\"%s\",\"ours\":%.4f,\"peer\":\"git\",\"theirs\":%.4f,\"ratio\":%.2f}\n", name, ours, theirs,
                ours / theirs);
    std::fflush(stdout);
}

// About 220 bytes of words, another record for every number.
std::string record(int number)
{
    static const std::vector<std::string> words{"cache",  "port",  "small",  "fast",   "store", "door",   "number",
                                                "names",  "last",  "used",   "memory", "level", "table",  "record",
                                                "branch", "merge", "change", "value",  "field", "network"};
    std::minstd_rand random(static_cast<unsigned>(number) + 1);
    std::string text;
    while (text.size() < 180)
        text += words[random() % words.size()] + ' ';
    return "{\"id\":" + std::to_string(number) + ",\"text\":\"" + text + std::to_string(number) + "\"}";
}

void import(versioning::Workspace &workspace, int first, int count)
{
    auto batch = need(workspace.workingCopy().beginImport(u"bench"_s), "import");
    for (int number = first; number < first + count; ++number) {
        const std::string body = record(number);
        need(batch->accept(body, dataset::recordId(body), number), "import");
    }
    need(batch->finish(), "import");
}

versioning::CommitRequest saying(const QString &message)
{
    return {message, {u"Bench"_s, u"bench@example.org"_s}, QDateTime::currentDateTimeUtc(), {}};
}

versioning::CommitId commit(versioning::Workspace &workspace)
{
    base::Unwatched task;
    return need(workspace.commit(saying(u"version"_s), task), "commit").id;
}

double git(const QStringList &arguments)
{
    return fastest(1, [&] {
        QProcess process;
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(u"git"_s, arguments);
        if (!process.waitForFinished(-1) || process.exitCode() != 0)
            std::exit(3);
    });
}

versioning::Workspace fresh(const QString &folder)
{
    dataset::Metadata metadata;
    metadata.title = u"Bench"_s;
    metadata.domain = u"computing"_s;
    metadata.licence = u"CC0-1.0"_s;
    dataset::Schema schema;
    schema.fields.push_back({u"id"_s, dataset::FieldType::Integer, {}, {}, {}});
    schema.primaryKey = QStringList{u"id"_s};
    return need(versioning::Workspace::create(folder, metadata.toJson(), schema.toJson()), "create");
}

void edit(versioning::Workspace &workspace, int offset, const std::string &text)
{
    const auto row = need(workspace.workingCopy().rows().page(offset, 1), "page");
    std::string body = row.front().body;
    body.insert(body.size() - 2, text);
    need(workspace.workingCopy().replace(row.front().position, body), "replace");
}

void benchLarge(const QString &scratch, int records)
{
    base::Unwatched task;
    auto workspace = fresh(scratch + u"/large"_s);
    auto &repository = workspace.repository();
    import(workspace, 0, records);
    const auto first = commit(workspace);

    // Push, before there is anything else.
    for (const QString &name : {u"/ours.git"_s, u"/stock.git"_s})
        git({u"init"_s, u"-q"_s, u"--bare"_s, u"-b"_s, u"main"_s, scratch + name});
    const double stock =
        git({u"--git-dir="_s + repository.path(), u"push"_s, u"-q"_s, scratch + u"/stock.git"_s, u"main"_s});
    need(versioning::addRemote(repository, {u"origin"_s, scratch + u"/ours.git"_s}), "remote");
    const auto remote = need(versioning::usualRemote(repository), "remote");
    const double ours =
        fastest(1, [&] { need(versioning::pushRemote(repository, remote, u"main"_s, false, task), "push"); });
    reportPeer("push to a path, peer git push", ours, stock);

    need(versioning::createBranch(repository, u"side"_s, first), "branch");
    for (int number = 0; number < 10; ++number)
        edit(workspace, number * (records / 10), " edited");
    const auto edited = commit(workspace);
    report("diff of 10 changed rows",
           fastest(5,
                   [&] {
                       int rows = 0;
                       need(versioning::difference(repository, first, edited, {u"id"_s}, task,
                                                   [&rows](const dataset::RowChange &) -> base::Status {
                                                       ++rows;
                                                       return {};
                                                   }),
                            "diff");
                       if (rows != 10)
                           std::exit(4);
                   }),
           0.030);
    report("open a version and show a page",
           fastest(5,
                   [&] {
                       auto rows = need(versioning::VersionRows::open(repository, first), "rows");
                       need(rows.page(records / 2, 50), "page");
                   }),
           0.050);

    const int additions = records / 20;
    import(workspace, records, additions);
    const auto left = commit(workspace);
    report("switch to a branch", fastest(1, [&] { need(workspace.switchTo(u"side"_s, task), "switch"); }), 1.0);
    import(workspace, 2 * records, additions);
    const auto right = commit(workspace);
    const auto tree = [&repository](const versioning::CommitId &id) {
        return need(versioning::ContentTree::of(repository, id), "tree");
    };
    report(
        "merge alone, without the working copy",
        fastest(3,
                [&] { need(versioning::mergeTrees(repository, tree(first), tree(left), tree(right), task), "merge"); }),
        1.0);
    report("merge of two branches with 5 % additions each",
           fastest(1,
                   [&] {
                       const auto merged = need(workspace.merge(left, {saying(u"merge"_s), u"main"_s}, task), "merge");
                       if (merged.conflicts != 0)
                           std::exit(4);
                   }),
           1.0);
    if (need(workspace.workingCopy().rows().count(), "count") != records + 2 * additions)
        std::exit(4);
}

void benchLong(const QString &scratch, int versions)
{
    base::Unwatched task;
    auto workspace = fresh(scratch + u"/long"_s);
    auto &repository = workspace.repository();
    import(workspace, 0, 10'000);
    commit(workspace);
    std::mt19937 random(1);
    QElapsedTimer all;
    all.start();
    double slowest = 0;
    for (int version = 1; version < versions; ++version) {
        edit(workspace, int(random() % 10'000), "x");
        slowest = std::max(slowest, fastest(1, [&] { commit(workspace); }));
    }
    std::printf("{\"name\":\"make %d versions\",\"seconds\":%.1f,\"slowest_commit\":%.4f}\n", versions,
                double(all.elapsed()) / 1e3, slowest);
    (void)need(versioning::log(repository, 0, 1), "log"); // as if one had looked before
    report("first page of the log",
           fastest(5,
                   [&] {
                       const auto opened = need(versioning::Repository::open(repository.path()), "open");
                       if (need(versioning::log(opened, 0, 50), "log").size() != 50)
                           std::exit(4);
                   }),
           0.050);
    report("one more commit",
           fastest(5,
                   [&] {
                       edit(workspace, int(random() % 10'000), "y");
                       commit(workspace);
                   }),
           0.050);
    const auto head = *need(repository.head(), "head");
    report("picture of all versions",
           fastest(3, [&] { need(versioning::historyGraph(repository, {head}, 100'000), "graph"); }), 1.0);
    report("blame of one record over all versions",
           fastest(1, [&] { need(versioning::blame(repository, head, u"77"_s, task), "blame"); }), 1.0);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "bench_versions SCRATCH [RECORDS [VERSIONS]]\n");
        return 2;
    }
    const QString scratch = QDir().absoluteFilePath(QString::fromLocal8Bit(argv[1]));
    if (!QDir().mkpath(scratch))
        return 3;
    benchLarge(scratch, argc > 2 ? std::atoi(argv[2]) : 1'000'000);
    benchLong(scratch, argc > 3 ? std::atoi(argv[3]) : 10'000);
    return 0;
}

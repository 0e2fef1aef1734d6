// Import and commit of a JSON lines file, and what people do with it afterwards: one JSON line per figure.
//   bench_import_commit records.jsonl SCRATCH [--peers]
// SCRATCH must not exist. --peers also runs `git add` and `git commit`, and sqlite3's `.import`, on the same file.
#include "benchmarks/bench.h"

#include "dataset/import_batch.h"
#include "dataset/importer.h"
#include "dataset/metadata.h"
#include "dataset/schema.h"
#include "versioning/difference.h"
#include "versioning/history.h"
#include "versioning/verify.h"
#include "versioning/workspace.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>

#include <cstdio>
#include <cstdlib>

namespace {

using namespace datanet;
using namespace datanet::bench;
using namespace Qt::StringLiterals;

void reportRate(const char *name, std::int64_t records, std::int64_t bytes, double seconds)
{
    std::printf("{\"name\":\"%s\",\"records\":%lld,\"bytes\":%lld,\"seconds\":%.4f,\"records_per_second\":%.0f,"
                "\"peak_rss_mb\":%.0f}\n",
                name, static_cast<long long>(records), static_cast<long long>(bytes), seconds,
                double(records) / seconds, peakMegabytes());
    std::fflush(stdout);
}

double run(const QString &folder, const QString &program, const QStringList &arguments)
{
    const Stopwatch watch;
    QProcess process;
    process.setWorkingDirectory(folder);
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(program, arguments);
    if (!process.waitForFinished(-1) || process.exitCode() != 0) {
        std::fprintf(stderr, "%s failed\n", qUtf8Printable(program));
        std::exit(3);
    }
    return watch.seconds();
}

void runPeers(const QString &file, const QString &scratch, std::int64_t records, std::int64_t bytes)
{
    const QString peers = scratch + u"/peers"_s;
    QDir().mkpath(peers);
    run(peers, u"git"_s, {u"init"_s, u"-q"_s, u"."_s});
    run(peers, u"cp"_s, {file, u"records.jsonl"_s});
    const double add = run(peers, u"git"_s, {u"add"_s, u"records.jsonl"_s});
    const double commit = run(peers, u"git"_s,
                              {u"-c"_s, u"user.name=bench"_s, u"-c"_s, u"user.email=bench@example.org"_s, u"commit"_s,
                               u"-q"_s, u"-m"_s, u"records"_s});
    reportRate("peer git add + commit", records, bytes, add + commit);
    const double import = run(peers, u"sqlite3"_s,
                              {u"peer.db"_s, u"create table lines(line text)"_s, u".mode ascii"_s,
                               u".separator \\1 \\n"_s, u".import records.jsonl lines"_s});
    reportRate("peer sqlite3 .import", records, bytes, import);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 3) {
        std::fprintf(stderr, "usage: %s records.jsonl SCRATCH [--peers]\n", argv[0]);
        return 2;
    }
    const QString file = QFileInfo(QString::fromLocal8Bit(argv[1])).absoluteFilePath();
    const QString scratch = QFileInfo(QString::fromLocal8Bit(argv[2])).absoluteFilePath();
    const QString folder = scratch + u"/data"_s;
    const std::int64_t bytes = QFileInfo(file).size();
    base::Unwatched task;

    dataset::Metadata metadata;
    metadata.title = u"Benchmark"_s;
    metadata.domain = u"benchmarks"_s;
    metadata.licence = u"CC0-1.0"_s;
    std::int64_t records = 0;
    double importSeconds = 0;
    double commitSeconds = 0;
    {
        auto workspace =
            need(versioning::Workspace::create(folder, metadata.toJson(), dataset::Schema().toJson()), "create");
        const versioning::CommitRequest request{
            u"first"_s, {u"bench"_s, u"bench@example.org"_s}, QDateTime::currentDateTime(), {}};
        {
            const Stopwatch watch;
            auto batch = need(workspace.workingCopy().beginImport(file), "import");
            need(dataset::importFile(file, {}, *batch, task), "import");
            records = need(batch->finish(), "import").added;
            importSeconds = watch.seconds();
            reportRate("import", records, bytes, importSeconds);
        }
        {
            const Stopwatch watch;
            need(workspace.commit(request, task), "commit");
            commitSeconds = watch.seconds();
            reportRate("commit", records, bytes, commitSeconds);
        }
        reportRate("import + commit", records, bytes, importSeconds + commitSeconds);
        {
            const Stopwatch watch;
            const auto page = need(workspace.workingCopy().rows().page(records / 2, 100), "page");
            need(workspace.workingCopy().replace(page.front().position, "{\"id\":-1}"), "edit");
            reportRate("first edit", 1, 0, watch.seconds());
        }
        {
            const Stopwatch watch;
            for (int row = 0; row < 100; ++row) {
                const auto page = need(workspace.workingCopy().rows().page(row * (records / 100), 1), "page");
                need(
                    workspace.workingCopy().replace(page.front().position, "{\"id\":-" + std::to_string(row + 2) + "}"),
                    "edit");
            }
            reportRate("scattered edits, each durable", 100, 0, watch.seconds());
        }
        {
            const Stopwatch watch;
            need(workspace.workingCopy().changes(), "status");
            reportRate("status", 101, 0, watch.seconds());
        }
        {
            const Stopwatch watch;
            need(workspace.commit(request, task), "commit");
            reportRate("commit of scattered edits", 101, 0, watch.seconds());
        }
        {
            const Stopwatch watch;
            const auto head = need(workspace.repository().resolve(u"HEAD"_s), "resolve");
            const auto before = need(workspace.repository().resolve(u"HEAD~1"_s), "resolve");
            const auto counts = need(versioning::difference(workspace.repository(), before, head, {}, task), "diff");
            reportRate("diff of two versions", counts.changed, 0, watch.seconds());
        }
    }
    {
        const Stopwatch watch;
        auto workspace = need(versioning::Workspace::open(folder, task), "open");
        reportRate("open for writing", records, 0, watch.seconds());
    }
    {
        const Stopwatch watch;
        auto rows = need(dataset::RowReader::open(folder), "open");
        need(rows.page(records - 100, 100), "page");
        reportRate("open and show a page", 100, 0, watch.seconds());
        const Stopwatch pages;
        for (std::int64_t page = 0; page < 1000; ++page)
            need(rows.page(page * (records / 1000), 50), "page");
        reportRate("pages of 50 rows", 1000, 0, pages.seconds());
        const Stopwatch walk;
        need(rows.forEach(task, [](const dataset::RowView &) { return base::Status(); }), "walk");
        reportRate("walk over all rows", records, bytes, walk.seconds());
    }
    QFile::remove(folder + u"/working.db"_s);
    {
        const Stopwatch watch;
        auto workspace = need(versioning::Workspace::open(folder, task), "rebuild");
        reportRate("rebuild the working copy", records, bytes, watch.seconds());
        const Stopwatch verify;
        const auto head = need(workspace.repository().resolve(u"HEAD"_s), "resolve");
        const auto verified = need(versioning::verifyTree(workspace.repository(), head, task), "verify");
        if (!verified.isGood()) {
            std::fprintf(stderr, "%s\n", qUtf8Printable(verified.problems.front()));
            return 1;
        }
        reportRate("verify a version", verified.records, verified.bytes, verify.seconds());
    }
    if (argc > 3 && QString::fromLocal8Bit(argv[3]) == u"--peers"_s)
        runPeers(file, scratch, records, bytes);
    return 0;
}

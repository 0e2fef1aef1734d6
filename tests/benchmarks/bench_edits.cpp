// What people do with a large data set after the first import: one JSON line per figure, with its floor.
//   bench_edits records.jsonl SCRATCH [--peers]
// SCRATCH must not exist. --peers runs git, and sqlite3, on the same data.
#include "benchmarks/bench.h"

#include "crypto/device_key.h"
#include "crypto/merkle_tree.h"
#include "dataset/import_batch.h"
#include "dataset/importer.h"
#include "dataset/metadata.h"
#include "dataset/schema.h"
#include "provenance/verification.h"
#include "versioning/difference.h"
#include "versioning/workspace.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QProcess>

#include <algorithm>

namespace {

using namespace datanet;
using namespace datanet::bench;
using namespace Qt::StringLiterals;

base::Unwatched task;

versioning::CommitRequest saying(const QString &message)
{
    return {message, {u"bench"_s, u"bench@example.org"_s}, QDateTime::currentDateTime(), {}};
}

std::int64_t sizeOf(const QString &folder)
{
    std::int64_t bytes = 0;
    for (QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); files.hasNext();)
        bytes += files.nextFileInfo().size();
    return bytes;
}

QByteArray run(const QString &folder, const QString &program, const QStringList &arguments,
               const QString &input = QString(), const QString &output = QString())
{
    QProcess process;
    process.setWorkingDirectory(folder);
    if (!input.isEmpty())
        process.setStandardInputFile(input);
    if (!output.isEmpty())
        process.setStandardOutputFile(output);
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(program, arguments);
    if (!process.waitForFinished(-1) || process.exitCode() != 0) {
        std::fprintf(stderr, "%s failed\n", qUtf8Printable(program));
        std::exit(3);
    }
    return process.readAllStandardOutput();
}

dataset::ImportTotals import(versioning::Workspace &workspace, const QString &file)
{
    auto batch = need(workspace.workingCopy().beginImport(QFileInfo(file).fileName()), "import");
    need(dataset::importFile(file, {}, *batch, task), "import");
    return need(batch->finish(), "import");
}

void edit(versioning::Workspace &workspace, std::int64_t row, int number)
{
    auto &copy = workspace.workingCopy();
    const auto page = need(copy.rows().page(row, 1), "page");
    std::string body = page.front().body;
    body.insert(body.size() - 1, ",\"~\":" + std::to_string(number));
    need(copy.replace(page.front().position, body), "edit");
}

// Bytes that the objects of a version take which the one below does not have.
std::int64_t objectsSince(const QString &folder, const versioning::CommitId &from, const versioning::CommitId &to)
{
    const QString repository = folder + u"/repo.git"_s;
    const QString list = folder + u"/list"_s;
    const QString pack = folder + u"/new.pack"_s;
    QFile revisions(list);
    if (!revisions.open(QIODevice::WriteOnly))
        std::exit(3);
    revisions.write((versioning::idText(to) + u"\n^"_s + versioning::idText(from) + u'\n').toLatin1());
    revisions.close();
    run(repository, u"git"_s, {u"pack-objects"_s, u"--revs"_s, u"--stdout"_s, u"-q"_s}, list, pack);
    return QFileInfo(pack).size();
}

void sign(versioning::Workspace &workspace, const versioning::CommitId &version, std::int64_t records)
{
    const auto key = crypto::DeviceKey::generate();
    const Stopwatch watch;
    std::vector<base::Digest> ids;
    need(
        provenance::signVersion(workspace.repository(), version, key, {u"bench"_s, u"bench@example.org"_s}, task, &ids),
        "sign");
    report("of that, the list of files, its signature and the ids of all records", records, watch);
    need(crypto::ascendingMerkleRoot(crypto::MerkleKind::Record, ids), "root");
    report("sign, with the root of all records", records, watch, 1);
}

void editRows(versioning::Workspace &workspace, std::int64_t records)
{
    auto &copy = workspace.workingCopy();
    edit(workspace, 3, 0); // reads the identities of all rows once
    // Far apart, and none twice.
    const auto scattered = [records](std::int64_t number) { return (number * 982'451'653 + 7) % records; };
    {
        const Stopwatch watch;
        for (int number = 0; number < 1000; ++number)
            edit(workspace, scattered(number), number);
        report("1,000 random edits, each durable", 1000, watch);
    }
    {
        const Stopwatch watch;
        need(copy.changes(), "status");
        report("status after 1,000 random edits", 1000, watch, 0.02);
    }
    {
        const Stopwatch watch;
        std::int64_t count = 0;
        need(copy.forEachChange(task,
                                [&count](const dataset::RowChange &) {
                                    ++count;
                                    return base::Status();
                                }),
             "changes");
        report("changes not in a version, old and new values", count, watch, 0.2);
    }
    const auto before = need(workspace.base(), "base");
    versioning::CommitId after;
    {
        const Stopwatch watch;
        after = need(workspace.commit(saying(u"edits"_s), task), "commit").id;
        report("commit of 1,000 random edits", 1000, watch, 0.5);
    }
    {
        const Stopwatch watch;
        const auto counts = need(versioning::difference(workspace.repository(), before, after, {}, task,
                                                        [](const dataset::RowChange &) { return base::Status(); }),
                                 "diff");
        report("diff of 1,000 random edits, every row", counts.changed, watch, 0.2);
    }
    {
        const Stopwatch watch;
        for (int number = 0; number < 10; ++number) {
            edit(workspace, scattered(1000 + number), 5000 + number);
            need(workspace.commit(saying(u"one"_s), task), "commit");
        }
        report("edit and commit of one row, ten times", 10, watch, 0.5);
    }
    {
        const Stopwatch watch;
        const auto counts =
            need(copy.changeRows(
                     {dataset::OperationKind::Changed, 0, {}},
                     [body = std::string()](const dataset::RowView &row) mutable -> base::Result<dataset::RowFate> {
                         body = row.body;
                         body.insert(body.size() - 1, ",\"~~\":1");
                         return dataset::RowFate(std::string_view(body));
                     },
                     task),
                 "bulk");
        report("bulk edit of every row", counts.changed, watch);
    }
    {
        const Stopwatch watch;
        need(workspace.undo(task), "undo");
        report("undo of that", records, watch);
    }
    if (!need(copy.changes(), "status").isEmpty()) {
        std::fprintf(stderr, "undo left something behind\n");
        std::exit(1);
    }
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
    const bool peers = argc > 3 && QString::fromLocal8Bit(argv[3]) == u"--peers"_s;
    const QString folder = scratch + u"/data"_s;
    dataset::Metadata metadata;
    metadata.title = u"Benchmark"_s;
    metadata.domain = u"benchmarks"_s;
    metadata.licence = u"CC0-1.0"_s;
    auto workspace =
        need(versioning::Workspace::create(folder, metadata.toJson(), dataset::Schema().toJson()), "create");
    const Stopwatch first;
    const std::int64_t records = import(workspace, file).added;
    const auto version = need(workspace.commit(saying(u"first"_s), task), "commit").id;
    report("import and commit", records, first, 4e-6 * double(records));
    report("repository", double(sizeOf(folder + u"/repo.git"_s)) / 1e6, "MB", 66e-6 * double(records));
    sign(workspace, version, records);
    {
        const Stopwatch watch;
        const auto totals = import(workspace, file);
        report("import of the same file again", totals.repeats, watch, 1.5e-6 * double(records));
        report("changes after that", double(need(workspace.workingCopy().changes(), "status").added), "records", 0);
    }
    {
        // 3,000 new rows like those that are there.
        const QString added = scratch + u"/added.jsonl"_s;
        QFile out(added);
        if (!out.open(QIODevice::WriteOnly))
            return 3;
        for (const auto &row : need(workspace.workingCopy().rows().page(records / 3, 3000), "page")) {
            std::string body = row.body;
            body.insert(body.size() - 1, ",\"~new\":1");
            out.write(QByteArray::fromStdString(body) + '\n');
        }
        out.close();
        const Stopwatch watch;
        import(workspace, added);
        const auto next = need(workspace.commit(saying(u"more"_s), task), "commit").id;
        report("append 3,000 records and commit", 3000, watch);
        run(scratch, u"zstd"_s, {u"-q"_s, u"-3"_s, u"-f"_s, added});
        const double rows = double(QFileInfo(added + u".zst"_s).size());
        const double objects = double(objectsSince(folder, version, next));
        report("objects of 3,000 appended records over their zstd -3 size", objects / rows, "ratio", 1.3);
    }
    editRows(workspace, records);
    if (peers) {
        const QString other = scratch + u"/git"_s;
        QDir().mkpath(other);
        run(other, u"git"_s, {u"init"_s, u"-q"_s, u"."_s});
        run(other, u"git"_s, {u"config"_s, u"user.name"_s, u"bench"_s});
        run(other, u"git"_s, {u"config"_s, u"user.email"_s, u"bench@example.org"_s});
        run(other, u"cp"_s, {file, u"records.jsonl"_s});
        const Stopwatch add;
        run(other, u"git"_s, {u"add"_s, u"records.jsonl"_s});
        run(other, u"git"_s, {u"commit"_s, u"-q"_s, u"-m"_s, u"records"_s});
        report("peer git add + commit", records, add);
        run(other, u"sed"_s, {u"-i"_s, u"1~1000s/}$/,\"~\":1}/"_s, u"records.jsonl"_s});
        const Stopwatch status;
        run(other, u"git"_s, {u"status"_s, u"--short"_s});
        report("peer git status after an edit in every thousandth line", records / 1000, status);
        const Stopwatch difference;
        run(other, u"git"_s, {u"diff"_s, u"--stat"_s});
        report("peer git diff", records / 1000, difference);
        const Stopwatch commit;
        run(other, u"git"_s, {u"commit"_s, u"-q"_s, u"-a"_s, u"-m"_s, u"edits"_s});
        report("peer git commit of it", records / 1000, commit);
    }
    return 0;
}

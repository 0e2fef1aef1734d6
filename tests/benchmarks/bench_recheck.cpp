// What checking costs after edits of a large data set: one JSON line per figure, with its floor.
//   bench_recheck records.jsonl SCRATCH [EDITS]
// SCRATCH must not exist. EDITS records (1,000 unless given) get another text, all over the data set. The result is
// compared with that of a whole run.
#include "benchmarks/bench.h"

#include "dataset/finding_store.h"
#include "dataset/import_batch.h"
#include "dataset/importer.h"
#include "dataset/metadata.h"
#include "dataset/schema.h"
#include "sync/checked_rows.h"
#include "versioning/workspace.h"

#include <QFileInfo>

namespace {

using namespace datanet;
using namespace datanet::bench;
using namespace Qt::StringLiterals;

base::Unwatched task;

bool same(const curation::Report &left, const curation::Report &right)
{
    return left.rules == right.rules && left.findings == right.findings && left.records == right.records
        && left.passing == right.passing && left.excluded == right.excluded;
}

} // namespace

int main(int count, char **arguments)
{
    if (count < 3) {
        std::fprintf(stderr, "bench_recheck records.jsonl SCRATCH [EDITS]\n");
        return 2;
    }
    const QString file = QString::fromLocal8Bit(arguments[1]);
    const QString folder = QString::fromLocal8Bit(arguments[2]);
    const int edits = count > 3 ? std::atoi(arguments[3]) : 1000;
    dataset::Metadata metadata;
    metadata.title = u"Bench"_s;
    metadata.domain = u"computing"_s;
    metadata.licence = u"CC0-1.0"_s;
    dataset::Schema schema;
    schema.fields = {{u"id"_s, dataset::FieldType::Integer, {}, {}, {}},
                     {u"term"_s, dataset::FieldType::String, {}, {}, {}},
                     {u"definition"_s, dataset::FieldType::String, {}, {}, {}}};
    schema.textField = u"definition"_s;
    auto workspace = need(versioning::Workspace::create(folder, metadata.toJson(), schema.toJson()), "create");
    auto &copy = workspace.workingCopy();
    {
        auto batch = need(copy.beginImport(QFileInfo(file).fileName()), "import");
        need(dataset::importFile(file, {}, *batch, task), "import");
        need(batch->finish(), "import");
    }
    const std::int64_t records = need(copy.rows().count(), "count");
    const auto basis = need(sync::ownBasis(copy.rows()), "rules");
    {
        const Stopwatch watch;
        const auto first = need(sync::preflight(workspace, basis, task), "check");
        report("check_whole", records, watch);
        report("check_whole_passing", double(first.report.passing), "records");
    }
    report("check_kept_bytes", double(QFileInfo(folder + u'/' + QLatin1StringView(sync::kKeptChecksFile)).size()),
           "bytes");
    {
        const Stopwatch watch;
        need(copy.together([&]() -> base::Result<dataset::Deed> {
            for (int i = 0; i < edits; ++i) {
                const auto page = need(copy.rows().page(records * i / edits, 1), "page");
                std::string body = page.front().body;
                const std::size_t at = body.find("\"definition\":\"");
                if (at != std::string::npos)
                    body.insert(at + 14, "edited " + std::to_string(i) + ' ');
                need(copy.replace(page.front().position, body), "edit");
            }
            return dataset::Deed{};
        }),
             "edits");
        report("edit", edits, watch);
    }
    const Stopwatch watch;
    const auto again = need(sync::preflight(workspace, basis, task), "check");
    report("check_after_edits", records, watch, records <= 1'000'000 && edits <= 1000 ? 2 : 0);
    if (again.whole)
        std::fprintf(stderr, "all records were examined\n");
    QFile::remove(folder + u'/' + QLatin1StringView(sync::kKeptChecksFile));
    const auto whole = need(sync::preflight(workspace, basis, task), "check");
    report("check_after_edits_is_the_same", same(again.report, whole.report) ? 1 : 0, "yes", 1);
    return same(again.report, whole.report) ? 0 : 1;
}

// Finding among many records: filters, words, statistics, each beside a peer that does the same work in the same run.
//   bench_search records.jsonl FOLDER       (records of generate_records; FOLDER is made and holds the data set)
#include "base/database.h"
#include "dataset/bulk_edit.h"
#include "dataset/data_index.h"
#include "dataset/import_batch.h"
#include "dataset/metadata.h"
#include "dataset/record.h"
#include "dataset/record_filter.h"
#include "dataset/record_parser.h"
#include "dataset/row_finding.h"
#include "dataset/row_sorting.h"
#include "versioning/workspace.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>
#include <set>

using namespace datanet;
using namespace datanet::dataset;
using namespace Qt::StringLiterals;

namespace {

base::Unwatched task;

// The value, or the end of the program with the reason.
template <class Value>
Value need(base::Result<Value> result)
{
    if (!result) {
        std::fprintf(stderr, "%s\n", qPrintable(result.error().what));
        std::exit(3);
    }
    if constexpr (!std::is_void_v<Value>)
        return std::move(*result);
}

void print(const char *what, double ours, double theirs, const char *unit, const QString &more = {})
{
    std::printf("{\"what\":\"%s\",\"ours\":%.4g,\"unit\":\"%s\"", what, ours, unit);
    if (theirs > 0)
        std::printf(",\"theirs\":%.4g,\"ratio\":%.3g", theirs, ours / theirs);
    std::printf("%s}\n", qPrintable(more));
    std::fflush(stdout);
}

template <class Work>
double seconds(Work work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return double(timer.nsecsElapsed()) / 1e9;
}

// The best of a few: what the machine does otherwise meanwhile is no part of the figure.
template <class Work>
double best(Work work)
{
    double least = 1e9;
    for (int round = 0; round < 3; ++round)
        least = std::min(least, seconds(work));
    return least;
}

FilterExpression parsed(const QString &text)
{
    const FilterFields fields{{u"id"_s, u"term"_s, u"definition"_s, u"score"_s, u"lang"_s}, {}};
    return *FilterExpression::parse(text, fields);
}

// Of a stock program reading the file; 0 where it is not installed.
double program(const QString &name, const QStringList &arguments)
{
    if (QStandardPaths::findExecutable(name).isEmpty())
        return 0;
    return best([&] {
        QProcess process;
        process.start(name, arguments); // its output is read: grep stops early when nobody does
        process.waitForFinished(-1);
    });
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3) {
        std::fprintf(stderr, "usage: %s records.jsonl FOLDER\n", argv[0]);
        return 2;
    }
    const QString file = QString::fromLocal8Bit(argv[1]);
    const QString folder = QString::fromLocal8Bit(argv[2]);
    std::vector<std::string> bodies;
    {
        Metadata metadata;
        metadata.title = u"Words"_s;
        metadata.domain = u"language"_s;
        metadata.licence = u"CC0-1.0"_s;
        auto workspace = need(versioning::Workspace::create(folder, metadata.toJson(), Schema().toJson()));
        need(workspace.workingCopy().setKeyFields({u"id"_s}, task));
        auto batch = need(workspace.workingCopy().beginImport(file));
        QFile in(file);
        if (!in.open(QIODevice::ReadOnly))
            return 3;
        RecordParser parser;
        std::int64_t line = 0;
        while (!in.atEnd()) {
            const QByteArray text = in.readLine().trimmed();
            const auto canonical = parser.canonical(base::text(text));
            if (!canonical)
                continue;
            bodies.emplace_back(*canonical);
            need(batch->accept(bodies.back(), recordId(bodies.back()), ++line));
        }
        need(batch->finish());
    }
    const auto rows = double(bodies.size());

    // Rows in memory, time of the processor: what the evaluator alone takes.
    for (const char *text : {"score > 0.5", "definition contains \"royal\"", "\"royal residence\""}) {
        RecordFilter filter(parsed(QString::fromLatin1(text)));
        std::int64_t fits = 0;
        double took = 1e9;
        for (int round = 0; round < 3; ++round) {
            fits = 0;
            const std::clock_t start = std::clock();
            for (const std::string &body : bodies)
                fits += filter.matches(RowView{1, body});
            took = std::min(took, double(std::clock() - start) / CLOCKS_PER_SEC);
        }
        print("evaluator, rows per second of one core", rows / took, 0, "rows/s",
              u",\"expression\":\"%1\",\"found\":%2"_s.arg(QString::fromLatin1(text).replace(u'"', u'\'')).arg(fits));
    }

    const auto find = [&](const QString &text, DataIndex *index) {
        FindOptions options;
        options.index = index;
        return need(findRows(folder, parsed(text), options, task));
    };
    print("filter of the stored rows: score > 0.5", best([&] { (void)find(u"score > 0.5"_s, nullptr); }),
          program(u"jq"_s, {u"-c"_s, u"select(.score > 0.5)"_s, file}), "s", u",\"peer\":\"jq\""_s);
    print("text in the stored rows: definition contains royal",
          best([&] { (void)find(u"definition contains royal"_s, nullptr); }),
          program(u"grep"_s, {u"-ci"_s, u"royal"_s, file}), "s", u",\"peer\":\"grep -ci\""_s);
    print("word without an index", best([&] { (void)find(u"residence"_s, nullptr); }), 0, "s");

    // The same rows in a full-text table as SQLite offers it.
    const QString peerPath = folder + u"/peer.db"_s;
    auto peer =
        need(base::Database::open(peerPath, {0x50454552, 1, [](base::Database &database, int) {
                                                 return database.execute(u"CREATE VIRTUAL TABLE words USING fts5(term, "
                                                                         "definition, content='', "
                                                                         "tokenize='unicode61 remove_diacritics 2')"_s);
                                             }}));
    const double peerBuild = seconds([&] {
        need(peer.transaction([&]() -> base::Status {
            auto insert = need(peer.prepare("INSERT INTO words(rowid, term, definition) VALUES(?1, ?2, ?3)"));
            FieldScanner fields;
            std::int64_t row = 0;
            for (const std::string &body : bodies) {
                if (!fields.load(body))
                    continue;
                insert.bind(1, ++row).bindText(2, fields.string("term").value_or(std::string_view()));
                need(insert.bindText(3, fields.string("definition").value_or(std::string_view())).run());
            }
            return {};
        }));
    });
    bodies = {};
    auto index = need(DataIndex::open(folder));
    const double build = seconds([&] { need(index.update(task)); });
    print("index and statistics of all rows (the peer: words only)", build, peerBuild, "s", u",\"peer\":\"fts5\""_s);
    (void)peer.execute(u"PRAGMA wal_checkpoint(TRUNCATE)"_s);
    const auto size = [](const QString &path) { return double(QFileInfo(path).size()) / 1e6; };
    print("size of it", size(folder + u"/index.db"_s), size(peerPath), "MB", u",\"peer\":\"fts5\""_s);

    struct Search
    {
        const char *what;
        QString ours, theirs;
    };
    for (const Search &each :
         {Search{"rare word", u"\"baroness\""_s, u"baroness"_s}, Search{"common word", u"\"the\""_s, u"the"_s},
          Search{"beginning of a word", u"comput"_s, u"comput*"_s},
          Search{"phrase", u"\"royal residence\""_s, u"\"royal residence\""_s}}) {
        std::int64_t found = 0;
        std::int64_t peerFound = 0;
        const double ours = best([&] { found = find(each.ours, &index)->count(); });
        const double theirs = best([&] {
            peerFound = 0;
            auto statement = need(peer.prepare("SELECT rowid FROM words WHERE words MATCH ?1"));
            statement.bind(1, each.theirs);
            while (need(statement.next()))
                ++peerFound;
        });
        print(each.what, ours * 1000, theirs * 1000, "ms",
              u",\"peer\":\"fts5\",\"found\":%1,\"theirsFound\":%2"_s.arg(found).arg(peerFound));
    }

    const auto all = find(u"score > 0.5"_s, &index);
    auto reader = need(RowReader::open(folder));
    std::mt19937_64 random(1);
    double page = 0;
    for (int round = 0; round < 50; ++round)
        page += seconds(
            [&] { (void)need(readFound(reader, *all, std::int64_t(random() % std::uint64_t(all->count())), 50)); });
    print("page of 50 found rows anywhere", page / 50 * 1000, 0, "ms");
    print("statistics of all columns, once known", best([&] { (void)need(index.statistics()); }) * 1000, 0, "ms");
    const auto everything = find({}, nullptr);
    for (const char *field : {"score", "lang", "definition"}) {
        const double took = best([&] { (void)need(sortRows(folder, everything, {field, false}, {}, task)); });
        print("all rows in the order of a column", took, 0, "s",
              u",\"column\":\"%1\""_s.arg(QString::fromLatin1(field)));
    }
    const auto sorted = need(sortRows(folder, everything, {"definition", true}, {}, task));
    double sortedPage = 0;
    for (int round = 0; round < 50; ++round)
        sortedPage += seconds([&] {
            (void)need(readFound(reader, *sorted, std::int64_t(random() % std::uint64_t(sorted->count())), 50));
        });
    print("page of 50 rows in that order anywhere", sortedPage / 50 * 1000, 0, "ms");
    print("statistics of half the rows", best([&] { (void)need(statisticsOf(folder, *all, task)); }), 0, "s");

    {
        std::set<std::int64_t> chosen;
        while (chosen.size() < 1000)
            chosen.insert(std::int64_t(random() % std::uint64_t(rows)));
        auto workspace = need(versioning::Workspace::open(folder, task));
        std::int64_t row = 0;
        const double took = seconds([&] {
            std::string body;
            (void)need(workspace.workingCopy().changeRows(
                {OperationKind::Changed, 0, {}},
                [&](const RowView &view) -> base::Result<RowFate> {
                    if (!chosen.contains(row++))
                        return RowFate(RowStays());
                    body = view.body;
                    body.insert(body.find("\"definition\":\"") + 14, "edited ");
                    return RowFate(std::string_view(body));
                },
                task));
        });
        print("editing 1,000 rows among all, one transaction", took, 0, "s");
    }
    print("index and statistics after editing 1,000 rows", seconds([&] { need(index.update(task)); }), build, "s",
          u",\"peer\":\"making it anew\""_s);
    FindOptions options;
    options.previous = find(u"score > 0.5"_s, &index);
    {
        auto workspace = need(versioning::Workspace::open(folder, task));
        const auto first = need(workspace.workingCopy().rows().page(5, 1));
        need(workspace.workingCopy().remove(std::vector{first.front().position}));
    }
    print("filter again after editing one row",
          best([&] { (void)need(findRows(folder, parsed(u"score > 0.5"_s), options, task)); }) * 1000, 0, "ms");
    return 0;
}

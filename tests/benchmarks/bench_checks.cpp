// What the checks find in text and how fast, as JSON lines.
//   bench_checks FILE [-v]             each paragraph becomes a record {"term", "definition"}; -v prints personal data
//   bench_checks FILE.jsonl [-v]       records, one a line
//   bench_checks DICTIONARIES COUNT    records of 250 bytes, made from the text of real dictionaries
#include "base/canonical_json.h"
#include "benchmarks/bench.h"
#include "benchmarks/real_text.h"
#include "curation/run_checks.h"
#include "dataset/record_parser.h"

#include <QFileInfo>
#include <QJsonObject>

#include <fstream>

using namespace datanet;
using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kBytes = 250; // of a record
constexpr double kFloor = 50'000; // records of that size a second, on two cores

std::string body(std::size_t number, const std::string &text)
{
    std::string body = "{\"definition\":";
    base::appendCanonicalString(body, text);
    body += ",\"term\":\"term " + std::to_string(number) + "\"}";
    return body;
}

std::vector<std::string> paragraphs(std::ifstream &file)
{
    std::vector<std::string> bodies;
    std::string line;
    std::string paragraph;
    while (std::getline(file, line)) {
        if (!line.empty() && line.front() != ' ' && paragraph.size() > 60) {
            bodies.push_back(body(bodies.size(), QString::fromUtf8(paragraph).toStdString()));
            paragraph.clear();
        }
        paragraph += line + '\n';
    }
    return bodies;
}

std::vector<std::string> lines(std::ifstream &file)
{
    std::vector<std::string> bodies;
    dataset::RecordParser parser;
    for (std::string line; std::getline(file, line);) {
        if (const auto canonical = parser.canonical(line))
            bodies.emplace_back(*canonical);
    }
    return bodies;
}

std::vector<std::string> dictionaryRecords(const QString &folder, std::size_t count)
{
    test::RealText text(folder);
    std::vector<std::string> bodies;
    std::string rest;
    while (!text.isEmpty() && bodies.size() < count) {
        std::string frame = body(bodies.size(), {});
        while (rest.size() < kBytes)
            rest += text.record() + ' ';
        std::size_t cut = kBytes - frame.size();
        while (cut > 0 && (static_cast<unsigned char>(rest[cut]) & 0xc0) == 0x80)
            --cut;
        bodies.push_back(body(bodies.size(), rest.substr(0, cut)));
        rest.erase(0, cut);
    }
    return bodies;
}

} // namespace

int main(int count, char **arguments)
{
    if (count < 2) {
        std::fprintf(stderr, "bench_checks FILE [-v] | FILE.jsonl [-v] | DICTIONARIES COUNT\n");
        return 2;
    }
    const QString path = QString::fromLocal8Bit(arguments[1]);
    const bool made = QFileInfo(path).isDir();
    const bool verbose = !made && count > 2;
    std::ifstream file(arguments[1], std::ios::binary);
    std::vector<std::string> bodies = made
        ? dictionaryRecords(path, count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 200'000)
        : path.endsWith(u".jsonl"_s) ? lines(file)
                                     : paragraphs(file);
    std::size_t bytes = 0;
    for (const std::string &each : bodies)
        bytes += each.size();
    dataset::Schema schema;
    schema.fields = {{u"term"_s, dataset::FieldType::String, {}, {}, {}},
                     {u"definition"_s, dataset::FieldType::String, {}, {}, {}}};
    schema.textField = u"definition"_s;

    curation::MemorySource source = curation::MemorySource::contribution(std::move(bodies));
    base::Unwatched task;
    const bench::Stopwatch watch;
    const auto report = bench::need(
        curation::runChecks(source, curation::DatanetRules::forSchema(schema), nullptr, {}, task), "checks");
    const double seconds = watch.seconds();
    const double processor = watch.processor();
    const auto records = double(report.records.size());
    // On two cores that nobody else uses, it takes at least half of the processor's time.
    bench::report("checks", std::int64_t(report.records.size()), watch);
    bench::report("checks_bytes", double(bytes), "bytes");
    bench::report("checks_speed", records / seconds, "records/s", made ? kFloor : 0);
    bench::report("checks_speed_of_two_cores", 2 * records / processor, "records/s", made ? kFloor : 0);
    bench::report("checks_passing", double(report.passing), "records");
    for (const auto &rule : report.rules)
        bench::report(qPrintable(u"checks_"_s + rule.rule.id), double(rule.findings), "findings");
    for (const curation::Finding &finding : report.findings) {
        if (verbose && finding.reason == u"personal-data"_s)
            std::fprintf(stderr, "%s\t%s\t%d\n", qPrintable(finding.rule),
                         qPrintable(finding.parameters.value(u"text"_s).toString()), int(finding.span->begin));
    }
    return 0;
}

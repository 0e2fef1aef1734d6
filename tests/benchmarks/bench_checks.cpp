// What the checks find in real text and how fast, as JSON lines.
//   bench_checks FILE   each paragraph becomes a record {"term", "definition"}
#include "base/canonical_json.h"
#include "curation/run_checks.h"

#include <QJsonObject>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>

using namespace datanet;
using namespace Qt::StringLiterals;

int main(int count, char **arguments)
{
    if (count != 2) {
        std::fprintf(stderr, "bench_checks FILE\n");
        return 2;
    }
    std::ifstream file(arguments[1], std::ios::binary);
    std::string line;
    std::string paragraph;
    std::vector<std::string> bodies;
    std::size_t bytes = 0;
    while (std::getline(file, line)) {
        if (!line.empty() && line.front() != ' ' && paragraph.size() > 60) {
            const QJsonObject record{{u"term"_s, u"term %1"_s.arg(bodies.size())},
                                     {u"definition"_s, QString::fromUtf8(paragraph)}};
            bodies.push_back(base::canonicalJson(record).toStdString());
            bytes += bodies.back().size();
            paragraph.clear();
        }
        paragraph += line + '\n';
    }
    dataset::Schema schema;
    schema.fields = {{u"term"_s, dataset::FieldType::String, {}, {}, {}},
                     {u"definition"_s, dataset::FieldType::String, {}, {}, {}}};
    schema.textField = u"definition"_s;

    curation::MemorySource source = curation::MemorySource::contribution(std::move(bodies));
    base::Unwatched task;
    const auto start = std::chrono::steady_clock::now();
    const auto report = curation::runChecks(source, curation::DatanetRules::forSchema(schema), nullptr, {}, task);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (!report) {
        std::fprintf(stderr, "%s\n", qPrintable(report.error().what));
        return 1;
    }
    std::printf("{\"benchmark\":\"checks\",\"records\":%zu,\"bytes\":%zu,\"seconds\":%.3f,\"records_per_second\":%.0f,"
                "\"passing\":%lld}\n",
                report->records.size(), bytes, seconds, double(report->records.size()) / seconds,
                static_cast<long long>(report->passing));
    for (const auto &rule : report->rules) {
        std::printf("{\"benchmark\":\"checks\",\"rule\":\"%s\",\"findings\":%lld}\n", qPrintable(rule.rule.id),
                    static_cast<long long>(rule.findings));
    }
    for (const curation::Finding &finding : report->findings) {
        if (finding.rule == u"phone-number"_s || finding.rule == u"email-address"_s)
            std::fprintf(stderr, "%s\t%s\n", qPrintable(finding.rule),
                         qPrintable(finding.parameters.value(u"text"_s).toString()));
    }
    return 0;
}

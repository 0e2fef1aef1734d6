#pragma once

#include "base/canonical_json.h"
#include "curation/run_checks.h"

#include "core/similarity/texts.h"

#include <QJsonObject>

namespace datanet::test {

using namespace Qt::StringLiterals;

inline std::string body(const QJsonObject &object)
{
    return base::canonicalJson(object).toStdString();
}

inline std::string body(const QString &term, const std::string &definition)
{
    return body({{u"term"_s, term}, {u"definition"_s, QString::fromStdString(definition)}});
}

inline dataset::Schema dictionarySchema()
{
    dataset::Schema schema;
    dataset::Field term{u"term"_s, dataset::FieldType::String, {}, {}, {}};
    term.constraints.required = true;
    schema.fields = {term, {u"definition"_s, dataset::FieldType::String, {}, {}, {}}};
    schema.textField = u"definition"_s;
    return schema;
}

inline curation::DatanetRules dictionaryRules()
{
    curation::DatanetRules rules;
    rules.title = u"Computing terms"_s;
    rules.licence = u"CC-BY-4.0"_s;
    rules.schema = dictionarySchema();
    return rules;
}

inline std::vector<dataset::Row> rowsOf(const std::vector<std::string> &bodies)
{
    std::vector<dataset::Row> rows;
    for (const std::string &each : bodies)
        rows.push_back({static_cast<dataset::Position>(rows.size()), each});
    return rows;
}

// Distinct, clean records.
inline std::vector<std::string> cleanBodies(int count, std::uint64_t seed)
{
    TextMaker maker(seed);
    std::vector<std::string> bodies;
    for (int i = 0; i < count; ++i)
        bodies.push_back(body(u"term %1"_s.arg(i), maker.sentence(25)));
    return bodies;
}

inline curation::Report check(const std::vector<std::string> &bodies,
                              const curation::DatanetRules &rules = dictionaryRules(),
                              const curation::AcceptedIndex *accepted = nullptr, const curation::SetFacts &facts = {})
{
    curation::MemorySource source(rowsOf(bodies));
    base::Unwatched task;
    auto report = curation::runChecks(source, rules, accepted, facts, task);
    if (!report)
        qFatal("%s", qPrintable(report.error().what));
    return *report;
}

} // namespace datanet::test

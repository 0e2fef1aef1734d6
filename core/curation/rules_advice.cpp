#include "curation/rules_advice.h"

#include "base/canonical_json.h"
#include "curation/pattern.h"
#include "curation/run_checks.h"

namespace datanet::curation {

using namespace Qt::StringLiterals;

namespace {

// Why the field's own constraints refuse a value that it allows; empty when they do not.
QString refusal(const dataset::FieldConstraints &constraints, const Pattern *pattern, const QString &value)
{
    const auto length = static_cast<std::int64_t>(value.toUcs4().size());
    if (pattern != nullptr && !pattern->matchesWhole(value.toStdString()))
        return u"does not match the pattern"_s;
    if (constraints.minLength && length < *constraints.minLength)
        return u"is shorter than the field allows"_s;
    if (constraints.maxLength && length > *constraints.maxLength)
        return u"is longer than the field allows"_s;
    return {};
}

base::Status addFields(const DatanetRules &rules, std::vector<RulesContradiction> &found)
{
    for (const dataset::Field &field : rules.schema.fields) {
        std::optional<Pattern> pattern;
        if (!field.constraints.pattern.isEmpty()) {
            auto compiled = Pattern::compile(field.constraints.pattern);
            if (!compiled)
                return base::fail(compiled.error());
            pattern = std::move(*compiled);
        }
        for (const QString &value : field.constraints.allowed) {
            if (const QString why = refusal(field.constraints, pattern ? &*pattern : nullptr, value); !why.isEmpty())
                found.push_back({u"schema.fields."_s + field.name + u".enum",
                                 u"\""_s + value.left(100) + u"\" is allowed and " + why});
        }
    }
    return {};
}

} // namespace

base::Result<std::vector<RulesContradiction>> contradictions(const DatanetRules &rules, base::TaskContext &context)
{
    std::vector<RulesContradiction> found;
    if (const auto status = addFields(rules, found); !status)
        return base::fail(status.error());
    // Each for itself: examples may resemble each other.
    for (std::size_t i = 0; i < rules.goodExamples.size(); ++i) {
        const std::string body = base::canonicalJson(rules.goodExamples[i].record).toStdString();
        auto source = MemorySource::contribution({body});
        const auto report = runChecks(source, rules, nullptr, {}, context);
        if (!report)
            return base::fail(report.error());
        for (const Finding &finding : report->findings) {
            if (!finding.excludes)
                continue;
            found.push_back({u"examples.good"_s,
                             u"example "_s + QString::number(i + 1) + u" would be left out by the check \""
                                 + finding.rule + u'"'
                                 + (finding.field.isEmpty() ? u""_s : u", field "_s + finding.field)});
            break;
        }
    }
    return found;
}

} // namespace datanet::curation

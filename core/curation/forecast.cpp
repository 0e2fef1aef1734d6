#include "curation/forecast.h"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>

namespace datanet::curation {

using namespace Qt::StringLiterals;

namespace {

// The same report with the positions that the chain will give the records.
Report asContribution(const Report &report)
{
    Report result = report;
    std::unordered_map<dataset::Position, dataset::Position> places;
    places.reserve(report.records.size());
    for (std::size_t i = 0; i < report.records.size(); ++i)
        places[report.records[i].position] = static_cast<dataset::Position>(i);
    for (Finding &finding : result.findings) {
        if (finding.position == kWholeSet)
            continue;
        finding.position = places.at(finding.position);
        if (finding.evidence && !finding.evidence->accepted)
            finding.evidence->position = places.at(finding.evidence->position);
    }
    for (std::size_t i = 0; i < result.records.size(); ++i)
        result.records[i].position = static_cast<dataset::Position>(i);
    return result;
}

Fate fateOf(const Report::RecordResult &record)
{
    if (record.excludedBy >= 0)
        return Fate::LeftOut;
    return record.passes ? Fate::Passes : Fate::LookedAt;
}

} // namespace

QString fateName(Fate fate)
{
    static const std::array names{u"passes"_s, u"looked-at"_s, u"left-out"_s};
    return names.at(static_cast<std::size_t>(fate));
}

base::Result<Forecast> forecast(const Report &report, const DatanetRules &rules)
{
    Report ordered = asContribution(report);
    auto vote = suggestDecisions(ordered, rules);
    if (!vote)
        return base::fail(vote.error());
    Forecast result;
    result.vote = std::move(*vote);
    QHash<QString, std::size_t> numbers;
    for (const auto &rule : report.rules) {
        numbers.insert(rule.rule.id, result.helps.size());
        result.helps.push_back({rule.rule.id, rule.rule.severity, 0, 0});
    }
    auto finding = ordered.findings.cbegin();
    while (finding != ordered.findings.cend() && finding->position == kWholeSet)
        ++finding;
    for (const Report::RecordResult &record : ordered.records) {
        const Fate fate = fateOf(record);
        result.fates.push_back(fate);
        ++(fate == Fate::Passes ? result.passing : fate == Fate::LookedAt ? result.lookedAt : result.leftOut);
        std::set<std::size_t> against; // rules
        for (; finding != ordered.findings.cend() && finding->position == record.position; ++finding) {
            if (finding->severity > Severity::Note)
                against.insert(numbers.value(finding->rule));
        }
        if (against.empty() && record.excludedBy >= 0)
            against.insert(static_cast<std::size_t>(record.excludedBy)); // above the bound on findings
        for (const std::size_t rule : against) {
            ++result.helps[rule].records;
            result.helps[rule].unblocked += against.size() == 1;
        }
    }
    std::erase_if(result.helps, [](const Forecast::Help &help) { return help.records == 0; });
    std::stable_sort(
        result.helps.begin(), result.helps.end(), [](const Forecast::Help &left, const Forecast::Help &right) {
            return left.unblocked != right.unblocked ? left.unblocked > right.unblocked : left.records > right.records;
        });
    return result;
}

QJsonArray fatesToJson(const Forecast &forecast, const Report &report)
{
    QJsonArray fates;
    for (std::size_t i = 0; i < forecast.fates.size() && fates.size() < kMostFatesTold; ++i) {
        if (forecast.fates[i] == Fate::Passes)
            continue;
        const Report::RecordResult &record = report.records[i];
        QJsonObject fate{{u"position"_s, qint64(record.position)}, {u"fate"_s, fateName(forecast.fates[i])}};
        if (record.excludedBy >= 0)
            fate[u"rule"_s] = report.rules[static_cast<std::size_t>(record.excludedBy)].rule.id;
        fates.append(fate);
    }
    return fates;
}

} // namespace datanet::curation

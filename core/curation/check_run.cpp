#include "curation/check_run.h"

#include "crypto/digest.h"
#include "dataset/record.h"

#include <algorithm>

namespace datanet::curation {

using namespace Qt::StringLiterals;

namespace {

const Rule kLicence{u"licence"_s, u"licence"_s, Severity::Blocking, false, u"Licence the datanet does not take"_s};
const Rule kTooMany{u"too-many-records"_s, u"other"_s, Severity::Blocking, false,
                    u"More records than one contribution may have"_s};
const Rule kUnreadable{u"unreadable"_s, u"schema"_s, Severity::Blocking, true, u"No record"_s};

Finding aboutTheSet(const Rule &rule, const QJsonObject &parameters)
{
    Finding finding;
    finding.rule = rule.id;
    finding.reason = rule.reason;
    finding.severity = rule.severity;
    finding.position = kWholeSet;
    finding.parameters = parameters;
    finding.fixes = {Fix::Edit};
    return finding;
}

} // namespace

ReportBuilder::ReportBuilder(const Checks &checks, const CheckSettings &settings)
{
    for (const Rule &rule : {kLicence, kTooMany, kUnreadable})
        addRule(rule);
    for (const auto &check : checks) {
        for (const Rule &rule : check->rules()) {
            if (settings.isOff(rule.id))
                m_off.insert(rule.id);
            else
                addRule(settings.applied(rule));
        }
    }
}

void ReportBuilder::addRule(const Rule &rule)
{
    m_ruleNumbers.insert(rule.id, static_cast<std::uint16_t>(m_report.rules.size()));
    m_report.rules.push_back({rule, 0});
}

bool ReportBuilder::settle(Finding &finding) const
{
    if (m_off.contains(finding.rule))
        return false;
    const auto number = numberOf(finding.rule);
    Q_ASSERT(number); // a check that reports a rule it did not name
    const Rule &rule = m_report.rules[*number].rule;
    finding.severity = rule.severity;
    finding.excludes = rule.excludes;
    return true;
}

void ReportBuilder::examine(const Checks &checks, ExaminedRecord &record) const
{
    record.memos.clear();
    record.memos.resize(checks.size());
    record.findings.resize(std::max<std::size_t>(1, checks.size())); // one at least, for what is no record
    record.findings.front().clear();
    record.id = dataset::recordId(record.body);
    record.readable = record.fields.load(record.body);
    for (std::size_t k = 0; k < checks.size(); ++k) {
        record.findings[k].clear();
        if (!record.readable)
            continue;
        record.memos[k] = checks[k]->examine(record.view(), record.findings[k]);
        std::erase_if(record.findings[k], [this](Finding &finding) { return !settle(finding); });
    }
    if (record.readable)
        return;
    Finding finding;
    finding.rule = kUnreadable.id;
    finding.reason = kUnreadable.reason;
    finding.severity = kUnreadable.severity;
    finding.excludes = kUnreadable.excludes;
    finding.position = record.position;
    finding.id = record.id;
    finding.fixes = {Fix::LeaveOut};
    record.findings.front().push_back(std::move(finding));
}

std::optional<std::uint16_t> ReportBuilder::numberOf(const QString &rule) const
{
    const auto found = m_ruleNumbers.constFind(rule);
    return found == m_ruleNumbers.cend() ? std::nullopt : std::optional(*found);
}

base::Digest ReportBuilder::mark() const
{
    base::Bytes all;
    for (const auto &each : m_report.rules)
        all += each.rule.id.toUtf8() + ' ' + base::Bytes::number(each.rule.version) + '\n';
    return crypto::sha256(all);
}

void ReportBuilder::begin(dataset::Position position)
{
    m_record = {};
    m_record.position = position;
}

bool ReportBuilder::keeps(std::uint16_t rule) const
{
    return m_report.rules[rule].findings < Report::kMaximumFindings;
}

void ReportBuilder::count(std::uint16_t rule)
{
    countIn(m_record, rule);
}

void ReportBuilder::countIn(Report::RecordResult &record, std::uint16_t rule)
{
    Report::RuleCount &count = m_report.rules[rule];
    if (count.rule.severity > Severity::Note)
        record.passes = false;
    if (count.rule.excludes && record.excludedBy < 0)
        record.excludedBy = static_cast<std::int16_t>(rule);
    ++count.findings;
}

void ReportBuilder::add(Finding finding)
{
    const auto number = numberOf(finding.rule);
    if (!number)
        return;
    const bool kept = keeps(*number);
    count(*number);
    if (!kept)
        return;
    m_report.findings.push_back(std::move(finding));
    m_aboutRecords.push_back(static_cast<std::uint32_t>(m_report.records.size()));
}

void ReportBuilder::end()
{
    m_report.passing += m_record.passes;
    m_report.excluded += m_record.excludedBy >= 0;
    m_report.records.push_back(m_record);
}

void ReportBuilder::addCompared(std::vector<SetCheck::Found> found, const std::vector<base::Digest> &ids)
{
    std::vector<Finding> all;
    std::size_t next = 0; // of the findings so far
    const auto takeUpTo = [&](std::uint32_t record) {
        for (; next < m_aboutRecords.size() && m_aboutRecords[next] <= record; ++next)
            all.push_back(std::move(m_report.findings[next]));
    };
    for (auto &[number, finding] : found) {
        Report::RecordResult &record = m_report.records[number];
        const auto rule = numberOf(finding.rule);
        if (!settle(finding) || !rule)
            continue;
        m_report.passing -= record.passes;
        m_report.excluded -= record.excludedBy >= 0;
        const bool kept = keeps(*rule);
        countIn(record, *rule);
        m_report.passing += record.passes;
        m_report.excluded += record.excludedBy >= 0;
        if (!kept)
            continue;
        takeUpTo(number);
        finding.position = record.position;
        finding.id = ids[number];
        all.push_back(std::move(finding));
    }
    if (all.empty())
        return;
    takeUpTo(0xffffffff);
    m_report.findings = std::move(all);
    m_aboutRecords.clear();
}

Report ReportBuilder::finish(const DatanetRules &rules, const SetFacts &facts)
{
    std::vector<Finding> findings;
    if (!facts.licence.isEmpty() && !rules.licence.isEmpty() && !rules.acceptsLicence(facts.licence)) {
        const QStringList taken = rules.licences.isEmpty() ? QStringList{rules.licence} : rules.licences;
        findings.push_back(aboutTheSet(
            kLicence, {{u"value"_s, facts.licence.left(200)}, {u"expected"_s, taken.join(u", "_s).left(200)}}));
    }
    const auto records = static_cast<std::int64_t>(m_report.records.size());
    if (records > rules.maximumRecords)
        findings.push_back(aboutTheSet(
            kTooMany,
            {{u"value"_s, static_cast<double>(records)}, {u"expected"_s, static_cast<double>(rules.maximumRecords)}}));
    for (const Finding &finding : findings)
        ++m_report.rules[*numberOf(finding.rule)].findings;
    m_report.setRefused = !findings.empty();
    m_report.findings.insert(m_report.findings.begin(), findings.begin(), findings.end());
    return std::move(m_report);
}

} // namespace datanet::curation

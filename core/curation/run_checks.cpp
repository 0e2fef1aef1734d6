#include "curation/run_checks.h"

#include "curation/checks.h"
#include "dataset/record.h"

#include <QHash>
#include <QSet>
#include <QtConcurrent>

#include <algorithm>

namespace datanet::curation {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kBlock = 1024; // records examined at a time
constexpr std::size_t kBlockBytes = 16 << 20;

const Rule kLicence{u"licence"_s, u"licence"_s, Severity::Blocking, false, u"Licence the datanet does not take"_s};
const Rule kTooMany{u"too-many-records"_s, u"other"_s, Severity::Blocking, false,
                    u"More records than one contribution may have"_s};
const Rule kUnreadable{u"unreadable"_s, u"schema"_s, Severity::Blocking, true, u"No record"_s};

// A record on its way through the checks; buffers are used again for the next block.
struct Slot
{
    std::string body;
    dataset::Position position = 0;
    std::int64_t index = 0;
    base::Digest id;
    dataset::FieldScanner fields;
    bool readable = false;
    std::vector<std::unique_ptr<Memo>> memos;
    std::vector<std::vector<Finding>> findings; // by check

    [[nodiscard]] RecordView view() const { return {index, position, body, id, fields}; }
};

class Run
{
public:
    Run(std::vector<std::unique_ptr<Check>> checks, const CheckSettings &settings, base::TaskContext &task,
        std::int64_t total)
        : m_checks(std::move(checks)), m_task(task), m_total(total), m_slots(kBlock)
    {
        for (const Rule &rule : {kLicence, kTooMany, kUnreadable})
            addRule(rule);
        for (const auto &check : m_checks) {
            for (const Rule &rule : check->rules()) {
                if (settings.isOff(rule.id))
                    m_off.insert(rule.id);
                else
                    addRule(settings.applied(rule));
            }
        }
    }

    base::Status add(const dataset::RowView &row)
    {
        Slot &slot = m_slots[m_used++];
        slot.body.assign(row.body);
        slot.position = row.position;
        slot.index = m_next++;
        m_bytes += row.body.size();
        return m_used == kBlock || m_bytes >= kBlockBytes ? flush() : base::Status();
    }

    base::Status flush()
    {
        if (m_task.cancelled())
            return base::cancelled();
        QtConcurrent::blockingMap(m_slots.begin(), m_slots.begin() + static_cast<std::ptrdiff_t>(m_used),
                                  [this](Slot &slot) { examine(slot); });
        for (std::size_t i = 0; i < m_used; ++i)
            finish(m_slots[i]);
        m_used = 0;
        m_bytes = 0;
        m_task.progress(m_next, m_total);
        return {};
    }

    void aboutTheSet(const DatanetRules &rules, const SetFacts &facts)
    {
        std::vector<Finding> findings;
        const auto add = [&](const Rule &rule, const QJsonObject &parameters) {
            Finding finding;
            finding.rule = rule.id;
            finding.reason = rule.reason;
            finding.severity = rule.severity;
            finding.position = kWholeSet;
            finding.parameters = parameters;
            finding.fixes = {Fix::Edit};
            findings.push_back(std::move(finding));
        };
        if (!facts.licence.isEmpty() && !rules.licence.isEmpty() && !rules.acceptsLicence(facts.licence)) {
            const QStringList taken = rules.licences.isEmpty() ? QStringList{rules.licence} : rules.licences;
            add(kLicence, {{u"value"_s, facts.licence.left(200)}, {u"expected"_s, taken.join(u", "_s).left(200)}});
        }
        if (m_next > rules.maximumRecords)
            add(kTooMany,
                {{u"value"_s, static_cast<double>(m_next)},
                 {u"expected"_s, static_cast<double>(rules.maximumRecords)}});
        for (const Finding &finding : findings)
            ++m_report.rules[static_cast<std::size_t>(m_ruleNumbers.value(finding.rule))].findings;
        m_report.setRefused = !findings.empty();
        m_report.findings.insert(m_report.findings.begin(), findings.begin(), findings.end());
    }

    [[nodiscard]] Report takeReport() { return std::move(m_report); }

private:
    void addRule(const Rule &rule)
    {
        m_ruleNumbers.insert(rule.id, static_cast<qsizetype>(m_report.rules.size()));
        m_report.rules.push_back({rule, 0});
    }

    void examine(Slot &slot) const
    {
        slot.memos.clear();
        slot.memos.resize(m_checks.size());
        slot.findings.resize(m_checks.size());
        slot.id = dataset::recordId(slot.body);
        slot.readable = slot.fields.load(slot.body);
        for (std::size_t k = 0; k < m_checks.size(); ++k) {
            slot.findings[k].clear();
            if (slot.readable)
                slot.memos[k] = m_checks[k]->examine(slot.view(), slot.findings[k]);
        }
    }

    void finish(Slot &slot)
    {
        Report::RecordResult result;
        result.position = slot.position;
        if (!slot.readable) {
            Finding finding;
            finding.rule = kUnreadable.id;
            finding.reason = kUnreadable.reason;
            finding.severity = kUnreadable.severity;
            finding.excludes = true;
            finding.position = slot.position;
            finding.id = slot.id;
            finding.fixes = {Fix::LeaveOut};
            keep(std::move(finding), result);
        }
        for (std::size_t k = 0; k < m_checks.size() && slot.readable; ++k) {
            m_checks[k]->inOrder(slot.view(), slot.memos[k].get(), slot.findings[k]);
            for (Finding &finding : slot.findings[k])
                keep(std::move(finding), result);
        }
        m_report.passing += result.passes;
        m_report.excluded += result.excludedBy >= 0;
        m_report.records.push_back(result);
    }

    void keep(Finding finding, Report::RecordResult &result)
    {
        if (m_off.contains(finding.rule))
            return;
        const qsizetype number = m_ruleNumbers.value(finding.rule, -1);
        Q_ASSERT(number >= 0); // a check that reports a rule it did not name
        Report::RuleCount &count = m_report.rules[static_cast<std::size_t>(number)];
        finding.severity = count.rule.severity;
        finding.excludes = count.rule.excludes;
        if (finding.severity > Severity::Note)
            result.passes = false;
        if (finding.excludes && result.excludedBy < 0)
            result.excludedBy = static_cast<std::int16_t>(number);
        if (count.findings++ < Report::kMaximumFindings)
            m_report.findings.push_back(std::move(finding));
    }

    std::vector<std::unique_ptr<Check>> m_checks;
    base::TaskContext &m_task;
    std::int64_t m_total;
    std::vector<Slot> m_slots;
    std::size_t m_used = 0;
    std::size_t m_bytes = 0;
    std::int64_t m_next = 0;
    QHash<QString, qsizetype> m_ruleNumbers;
    QSet<QString> m_off; // rules that the datanet does not use, of checks of which it uses others
    Report m_report;
};

} // namespace

MemorySource MemorySource::contribution(std::vector<std::string> canonicalBodies)
{
    std::vector<std::pair<base::Digest, std::string>> ordered;
    ordered.reserve(canonicalBodies.size());
    for (std::string &body : canonicalBodies) {
        const base::Digest id = dataset::recordId(body);
        ordered.emplace_back(id, std::move(body));
    }
    std::sort(ordered.begin(), ordered.end());
    ordered.erase(std::unique(ordered.begin(), ordered.end()), ordered.end());
    std::vector<dataset::Row> rows;
    rows.reserve(ordered.size());
    for (auto &[id, body] : ordered)
        rows.push_back({static_cast<dataset::Position>(rows.size()), std::move(body)});
    return MemorySource(std::move(rows));
}

base::Status MemorySource::forEach(base::TaskContext &task,
                                   const std::function<base::Status(const dataset::RowView &)> &visit)
{
    for (const dataset::Row &row : m_rows) {
        if (task.cancelled())
            return base::cancelled();
        if (const auto status = visit({row.position, row.body}); !status)
            return status;
    }
    return {};
}

std::int64_t Report::count(const QString &rule) const
{
    const auto found =
        std::find_if(rules.begin(), rules.end(), [&rule](const RuleCount &each) { return each.rule.id == rule; });
    return found == rules.end() ? 0 : found->findings;
}

std::int64_t Report::count(Severity severity) const
{
    std::int64_t total = 0;
    for (const RuleCount &each : rules)
        total += each.rule.severity == severity ? each.findings : 0;
    return total;
}

std::int64_t Report::blockedRecords() const
{
    // Findings come by record: those of one record stand together.
    std::int64_t total = 0;
    dataset::Position last = kWholeSet;
    for (const Finding &finding : findings) {
        if (finding.severity != Severity::Blocking || finding.position == kWholeSet || finding.position == last)
            continue;
        last = finding.position;
        ++total;
    }
    return total;
}

base::Result<Report> runChecks(RecordSource &records, const DatanetRules &rules, const AcceptedIndex *accepted,
                               const SetFacts &facts, base::TaskContext &task)
{
    auto checks = standardChecks(rules, accepted);
    if (!checks)
        return base::fail(checks.error());
    task.step(u"Checking"_s);
    Run run(std::move(*checks), rules.checks, task, records.count());
    if (const auto status = records.forEach(task, [&run](const dataset::RowView &row) { return run.add(row); });
        !status)
        return base::fail(status.error());
    if (const auto status = run.flush(); !status)
        return base::fail(status.error());
    run.aboutTheSet(rules, facts);
    return run.takeReport();
}

} // namespace datanet::curation

#include "curation/run_checks.h"

#include "curation/check_run.h"
#include "curation/checks.h"
#include "curation/record_keeper.h"
#include "curation/set_comparison.h"
#include "dataset/record.h"

#include <QtConcurrent>

#include <algorithm>
#include <array>

namespace datanet::curation {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kBlock = 1024; // records examined at a time
constexpr std::size_t kBlockBytes = 16 << 20;

// While one block is examined by other threads, this one gathers the next and takes the one before in order.
class Run
{
public:
    Run(Checks checks, const DatanetRules &rules, KeptRecords *keep, base::TaskContext &task, std::int64_t total)
        : m_checks(std::move(checks)), m_builder(m_checks, rules.checks), m_task(task), m_total(total)
    {
        for (const auto &check : m_checks)
            m_ordered.push_back(dynamic_cast<OrderedCheck *>(check.get()));
        if (keep)
            m_keeper.emplace(m_checks, m_builder, *keep);
        m_learnt.resize(setChecksIn(m_checks).size());
    }
    ~Run()
    {
        for (Block &block : m_blocks)
            block.examined.waitForFinished();
    }
    Run(const Run &) = delete;
    Run &operator=(const Run &) = delete;

    base::Status add(const dataset::RowView &row)
    {
        Block &block = m_blocks[m_filling];
        ExaminedRecord &record = block.records[block.used++];
        record.body.assign(row.body);
        record.position = row.position;
        record.index = m_next++;
        block.bytes += row.body.size();
        return block.used == kBlock || block.bytes >= kBlockBytes ? flush() : base::Status();
    }

    // Starts on what was gathered, and finishes what was begun before.
    base::Status flush()
    {
        if (m_task.cancelled())
            return base::cancelled();
        Block &full = m_blocks[m_filling];
        full.examined =
            QtConcurrent::map(full.records.begin(), full.records.begin() + static_cast<std::ptrdiff_t>(full.used),
                              [this](ExaminedRecord &record) { m_builder.examine(m_checks, record); });
        m_filling = 1 - m_filling;
        finish(m_blocks[m_filling]);
        m_task.progress(m_next, m_total);
        return {};
    }

    base::Result<Report> finish(const DatanetRules &rules, const SetFacts &facts)
    {
        for (int i = 0; i < 2; ++i) {
            if (auto status = flush(); !status)
                return base::fail(status.error());
        }
        auto found = comparedBy(m_checks, m_learnt);
        if (m_keeper)
            m_keeper->finish(std::move(m_learnt), recordsOf(found));
        m_builder.addCompared(std::move(found), m_ids);
        return m_builder.finish(rules, facts);
    }

private:
    struct Block
    {
        std::vector<ExaminedRecord> records = std::vector<ExaminedRecord>(kBlock);
        std::size_t used = 0;
        std::size_t bytes = 0;
        QFuture<void> examined;
    };

    void finish(Block &block)
    {
        block.examined.waitForFinished();
        for (std::size_t i = 0; i < block.used; ++i)
            finish(block.records[i]);
        block.used = 0;
        block.bytes = 0;
    }

    void finish(ExaminedRecord &record)
    {
        m_builder.begin(record.position);
        if (m_keeper)
            m_keeper->examined(record);
        learn(record);
        for (std::size_t k = 0; k < record.findings.size(); ++k) {
            auto *ordered = record.readable && !m_checks.empty() ? m_ordered[k] : nullptr;
            const std::size_t own = record.findings[k].size();
            if (ordered)
                ordered->inOrder(record.view(), record.memos[k].get(), record.findings[k]);
            for (std::size_t i = 0; i < record.findings[k].size(); ++i) {
                Finding &finding = record.findings[k][i];
                if (i < own || m_builder.settle(finding))
                    m_builder.add(std::move(finding));
            }
        }
        if (m_keeper)
            m_keeper->taken();
        m_builder.end();
    }

    void learn(const ExaminedRecord &record)
    {
        if (m_learnt.empty())
            return;
        m_ids.push_back(record.id);
        const std::vector<std::string> learnt = learntOf(m_checks, record);
        for (std::size_t k = 0; k < learnt.size(); ++k)
            m_learnt[k].append(learnt[k]);
    }

    Checks m_checks;
    std::vector<OrderedCheck *> m_ordered; // by check; nothing for those without an ordered half
    ReportBuilder m_builder;
    std::optional<RecordKeeper> m_keeper;
    std::vector<LearntFacts> m_learnt; // by SetCheck
    std::vector<base::Digest> m_ids; // where there is a SetCheck
    base::TaskContext &m_task;
    std::int64_t m_total;
    std::array<Block, 2> m_blocks;
    std::size_t m_filling = 0;
    std::int64_t m_next = 0;
};

} // namespace

MemorySource MemorySource::contribution(std::vector<std::string> canonicalBodies)
{
    std::vector<dataset::Row> rows;
    rows.reserve(canonicalBodies.size());
    for (std::string &body : canonicalBodies)
        rows.push_back({0, std::move(body)});
    MemorySource source = inOrder(std::move(rows));
    for (std::size_t i = 0; i < source.m_rows.size(); ++i)
        source.m_rows[i].position = static_cast<dataset::Position>(i);
    return source;
}

MemorySource MemorySource::inOrder(std::vector<dataset::Row> rows)
{
    struct Place
    {
        base::Digest id;
        std::size_t at = 0;
    };
    std::vector<Place> places(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        places[i].at = i;
    QtConcurrent::blockingMap(places, [&rows](Place &place) { place.id = rows[place.at].id(); });
    // Among equals the first one given stays.
    std::sort(places.begin(), places.end(), [](const Place &left, const Place &right) {
        return left.id != right.id ? left.id < right.id : left.at < right.at;
    });
    places.erase(std::unique(places.begin(), places.end(),
                             [](const Place &left, const Place &right) { return left.id == right.id; }),
                 places.end());
    std::vector<dataset::Row> ordered;
    ordered.reserve(places.size());
    for (const Place &place : places)
        ordered.push_back(std::move(rows[place.at]));
    return MemorySource(std::move(ordered));
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
                               const SetFacts &facts, base::TaskContext &task, KeptRecords *keep)
{
    auto checks = standardChecks(rules, accepted, facts.media.get());
    if (!checks)
        return base::fail(checks.error());
    task.step(u"Checking"_s);
    Run run(std::move(*checks), rules, keep, task, records.count());
    if (const auto status = records.forEach(task, [&run](const dataset::RowView &row) { return run.add(row); });
        !status)
        return base::fail(status.error());
    return run.finish(rules, facts);
}

} // namespace datanet::curation

#pragma once

#include "base/result.h"
#include "base/task.h"
#include "curation/accepted_index.h"
#include "curation/check.h"
#include "curation/datanet_rules.h"
#include "dataset/row.h"

#include <QString>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace datanet::curation {

struct KeptRecords;
struct MediaLibrary; // media/media_facts.h

// The records to be checked, in order: rows of a working copy, or the records of a contribution in ascending order of
// their ids with positions 0, 1, 2, ... as the chain counts them. Read once.
class RecordSource
{
public:
    virtual ~RecordSource() = default;
    virtual base::Status forEach(base::TaskContext &task,
                                 const std::function<base::Status(const dataset::RowView &)> &visit) = 0;
    [[nodiscard]] virtual std::int64_t count() const { return 0; } // for progress; 0: unknown
};

// Records in memory.
class MemorySource final : public RecordSource
{
public:
    explicit MemorySource(std::vector<dataset::Row> rows) : m_rows(std::move(rows)) { }
    // The records of a contribution: sorted by id, positions as on chain; the same record given twice counts once.
    [[nodiscard]] static MemorySource contribution(std::vector<std::string> canonicalBodies);
    // The same order, in which reviewers see them, with the positions that the rows have.
    [[nodiscard]] static MemorySource inOrder(std::vector<dataset::Row> rows);

    base::Status forEach(base::TaskContext &task,
                         const std::function<base::Status(const dataset::RowView &)> &visit) override;
    [[nodiscard]] std::int64_t count() const override { return static_cast<std::int64_t>(m_rows.size()); }
    [[nodiscard]] const std::vector<dataset::Row> &rows() const { return m_rows; }

private:
    std::vector<dataset::Row> m_rows;
};

// Anything that walks rows, such as dataset::RowReader::forEach.
class WalkSource final : public RecordSource
{
public:
    using Visit = std::function<base::Status(const dataset::RowView &)>;
    using Walk = std::function<base::Status(base::TaskContext &, const Visit &)>;
    WalkSource(Walk walk, std::int64_t count) : m_walk(std::move(walk)), m_count(count) { }

    base::Status forEach(base::TaskContext &task, const Visit &visit) override { return m_walk(task, visit); }
    [[nodiscard]] std::int64_t count() const override { return m_count; }

private:
    Walk m_walk;
    std::int64_t m_count;
};

// What came out, in the same order on every machine.
struct Report
{
    struct RuleCount
    {
        Rule rule;
        std::int64_t findings = 0; // all of them, also those above kMaximumFindings
        bool operator==(const RuleCount &other) const { return rule.id == other.rule.id && findings == other.findings; }
    };
    // Every record, by index of the walk.
    struct RecordResult
    {
        dataset::Position position = 0;
        std::int16_t excludedBy = -1; // the first rule of `rules` that leaves it out; -1: none does
        bool passes = true; // nothing worse than a note
        bool operator==(const RecordResult &) const = default;
    };
    // Kept of one rule, the first ones; the counts go on.
    static constexpr std::int64_t kMaximumFindings = 100'000;

    std::vector<RuleCount> rules; // every rule that was checked, also those that found nothing
    std::vector<Finding> findings; // by record, then in the order of the checks; of the whole set first
    std::vector<RecordResult> records;
    std::int64_t passing = 0;
    std::int64_t excluded = 0;
    bool setRefused = false; // something about the whole set is blocking: licence, number of records

    [[nodiscard]] std::int64_t count(const QString &rule) const;
    [[nodiscard]] std::int64_t count(Severity severity) const;
    // Records that have at least one blocking finding: a record may have several.
    [[nodiscard]] std::int64_t blockedRecords() const;
    [[nodiscard]] bool hasBlocking() const { return count(Severity::Blocking) > 0; }
};

// What is known about the set as a whole.
struct SetFacts
{
    QString licence; // as declared, SPDX; empty: not checked
    std::shared_ptr<const MediaLibrary> media = {}; // of the files that its records name; nothing: not looked at
};

// Runs every check. Parallel in blocks, with the result of one thread. Cancelled when the task is; else the errors of
// the source and of invalid rules. Memory: about 900 bytes a record besides the findings. `keep`: gets what recheck()
// needs after edits; then the records must stand in ascending order of their ids.
[[nodiscard]] base::Result<Report> runChecks(RecordSource &records, const DatanetRules &rules,
                                             const AcceptedIndex *accepted, const SetFacts &facts,
                                             base::TaskContext &task, KeptRecords *keep = nullptr);

} // namespace datanet::curation

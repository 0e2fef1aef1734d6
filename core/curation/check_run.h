#pragma once

#include "curation/run_checks.h"
#include "curation/set_check.h"

#include <QHash>
#include <QSet>

#include <memory>
#include <optional>
#include <string>
#include <vector>

// What a whole run of the checks and one after edits have in common; for this library only.
namespace datanet::curation {

using Checks = std::vector<std::unique_ptr<Check>>;

// A record on its way through the checks; buffers are used again for the next one.
struct ExaminedRecord
{
    std::string body;
    dataset::Position position = 0;
    std::int64_t index = 0;
    base::Digest id;
    dataset::FieldScanner fields;
    bool readable = false;
    std::vector<std::unique_ptr<Memo>> memos; // by check
    std::vector<std::vector<Finding>> findings; // by check, settled

    [[nodiscard]] RecordView view() const { return {index, position, body, id, fields}; }
};

// Adds findings up to a report. settle() from any thread, the rest on one.
class ReportBuilder
{
public:
    ReportBuilder(const Checks &checks, const CheckSettings &settings);

    // Gives the finding what the datanet decided about its rule; false when it uses it not at all.
    [[nodiscard]] bool settle(Finding &finding) const;
    // The parallel half: every check looks at the record.
    void examine(const Checks &checks, ExaminedRecord &record) const;

    // Of a rule that is in use; nothing for others.
    [[nodiscard]] std::optional<std::uint16_t> numberOf(const QString &rule) const;
    [[nodiscard]] bool has(std::uint16_t rule) const { return rule < m_report.rules.size(); }
    [[nodiscard]] const Rule &rule(std::uint16_t number) const { return m_report.rules[number].rule; }
    // Identifies the rules in use and their versions, in order.
    [[nodiscard]] base::Digest mark() const;

    void begin(dataset::Position position);
    // Settled ones.
    void add(Finding finding);
    // Whether one more of this rule would be kept, or only counted.
    [[nodiscard]] bool keeps(std::uint16_t rule) const;
    void count(std::uint16_t rule);
    void end();
    // What was found about records that have ended, ascending by their numbers; ids: of all records. Settles them.
    void addCompared(std::vector<SetCheck::Found> found, const std::vector<base::Digest> &ids);

    // At the end: what is declared about the set.
    [[nodiscard]] Report finish(const DatanetRules &rules, const SetFacts &facts);

private:
    void addRule(const Rule &rule);
    void countIn(Report::RecordResult &record, std::uint16_t rule);

    QHash<QString, std::uint16_t> m_ruleNumbers;
    QSet<QString> m_off; // rules that the datanet does not use, of checks of which it uses others
    Report::RecordResult m_record;
    Report m_report;
    std::vector<std::uint32_t> m_aboutRecords; // by finding: the record's number
};

} // namespace datanet::curation

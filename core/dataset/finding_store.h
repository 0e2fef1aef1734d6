#pragma once

#include "base/result.h"
#include "dataset/row.h"

#include <QString>

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace datanet::dataset {

class WorkingCopy;
class RowReader;

// What a check said about a row, as stored: this library knows neither rules nor the meaning of severities and details.
struct StoredFinding
{
    QString rule;
    int severity = 0; // higher is worse
    Position position = 0;
    base::Digest id; // of the record when it was checked: stale when the row has another id by now
    base::Bytes detail; // JSON
    bool operator==(const StoredFinding &) const = default;
};

struct FindingCount
{
    QString rule;
    int severity = 0;
    std::int64_t count = 0;
    bool operator==(const FindingCount &) const = default;
};

// Replaces all findings of a rule in one transaction.
base::Status replaceFindings(WorkingCopy &copy, const QString &rule, const std::vector<StoredFinding> &findings);

// What a check found, to be stored: detail() is asked only where it is needed.
struct FreshFinding
{
    int severity = 0;
    Position position = 0;
    base::Digest id;
    bool isNew = true; // false: where one of the same place and record is stored, it says the same
    std::function<base::Bytes()> detail;
};
// The same as replaceFindings(), at the cost of what differs.
base::Status updateFindings(WorkingCopy &copy, const QString &rule, std::vector<FreshFinding> findings);

// By severity, worst first, then rule.
[[nodiscard]] base::Result<std::vector<FindingCount>> findingCounts(RowReader &rows);
// Worst first, then by position; of one rule when given.
[[nodiscard]] base::Result<std::vector<StoredFinding>> findings(RowReader &rows, const std::optional<QString> &rule,
                                                                std::int64_t offset, int limit);
// Of the rows first <= position <= last, by position.
[[nodiscard]] base::Result<std::vector<StoredFinding>> findingsBetween(RowReader &rows, Position first, Position last);

} // namespace datanet::dataset

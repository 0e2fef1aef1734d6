#pragma once

#include "base/task.h"
#include "versioning/repository.h"

#include <QString>

#include <cstdint>
#include <vector>

namespace datanet::versioning {

struct VerifyReport
{
    std::int64_t segments = 0;
    std::int64_t records = 0;
    std::int64_t attachments = 0;
    std::int64_t bytes = 0; // raw
    std::vector<QString> problems; // English, with the path; at most kMaximumProblems are kept
    std::int64_t problemCount = 0;

    static constexpr int kMaximumProblems = 100;
    [[nodiscard]] bool isGood() const { return problemCount == 0; }
};

// Reads a whole version: every path is one the format knows, every segment and attachment has the SHA-256 and the count
// of its name, every line is a record in canonical form, and no record comes twice.
// Fails only when it could not go on (cancelled, or no tree to read); what is wrong with the content is in the report.
[[nodiscard]] base::Result<VerifyReport> verifyTree(const Repository &repository, const CommitId &id,
                                                    base::TaskContext &task);

// The same of every version that a branch, tag or remote leads to, each object once; that no record comes twice is
// looked at in the newest version of each.
struct HistoryReport : VerifyReport
{
    std::int64_t versions = 0;
};
[[nodiscard]] base::Result<HistoryReport> verifyHistory(const Repository &repository, base::TaskContext &task);

} // namespace datanet::versioning

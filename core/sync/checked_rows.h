#pragma once

#include "base/task.h"
#include "curation/run_checks.h"
#include "sync/preflight.h"
#include "versioning/workspace.h"

#include <vector>

namespace datanet::sync {

// The checks over the rows of a working copy, in the order in which reviewers see them: ascending by record id. What
// was found out is kept in a file beside it, so that after an edit only what the edit reaches is looked at; the file
// can be deleted at any time, and anything wrong with it is a reason for a whole run.
inline constexpr auto kKeptChecksFile = "checks.kept";

struct CheckedRows
{
    curation::Report report; // of the records that would be sent, with the positions of their rows
    std::int64_t already = 0; // rows that the datanet has accepted before
    bool whole = true; // all were examined
    std::vector<bool> changed; // unless whole: by record of the report, whether a finding may say something else
};
[[nodiscard]] base::Result<CheckedRows> checkRows(versioning::Workspace &workspace, const CheckBasis &basis,
                                                  const curation::SetFacts &facts, base::TaskContext &context);

// The same over the records of a saved version, all of them examined; nothing is kept. Positions are of its rows.
[[nodiscard]] base::Result<curation::Report> checkVersion(versioning::Workspace &workspace,
                                                          const versioning::CommitId &version, const CheckBasis &basis,
                                                          base::TaskContext &context);

} // namespace datanet::sync

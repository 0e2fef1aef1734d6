#pragma once

#include "base/task.h"
#include "curation/datanet_rules.h"
#include "curation/run_checks.h"
#include "dataset/column_match.h"
#include "sync/network.h"
#include "versioning/workspace.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

// The reviewers' own checks, run by the contributor before anything is sent.
namespace datanet::sync {

// What a data set is checked against.
struct CheckBasis
{
    curation::DatanetRules rules;
    std::optional<curation::AcceptedIndex> accepted; // absent without a datanet
    std::uint64_t datanet = 0; // 0: none
    std::vector<base::Digest> published = {}; // ids of the records that the datanet has now, ascending
    base::Bytes acceptedMark = {}; // identifies what it has accepted
};
// Identifies the rules and the edition of the checks, for dataset::CheckMark.
[[nodiscard]] QString rulesMark(const CheckBasis &basis);
// Without a datanet: the data set's own schema. Needs no network.
[[nodiscard]] base::Result<CheckBasis> ownBasis(dataset::RowReader &rows);
// The datanet's newest proven rules alone. Fetches what is missing.
[[nodiscard]] base::Result<curation::DatanetRules> datanetRules(const Network &network, std::uint64_t datanet,
                                                                base::TaskContext &context);
// The datanet's newest proven rules, and everything it has accepted, from its mirror. Fetches what is missing.
[[nodiscard]] base::Result<CheckBasis> datanetBasis(const Network &network, std::uint64_t datanet,
                                                    base::TaskContext &context);

// How the columns that are there fit the rules. Where they do not, each record would be found faulty for the same one
// reason, so this is asked before the checks are run.
[[nodiscard]] base::Result<dataset::ColumnFit> columnFit(dataset::RowReader &rows, const curation::DatanetRules &rules);

struct PreflightReport
{
    curation::Report report; // of the records that would be sent: accepted ones are left aside
    std::int64_t already = 0; // records that the datanet has accepted before
    bool whole = true; // all records were examined, not only those edited since the last check
};
// Checks the working copy as it is now, in the order in which reviewers see the records, and keeps the findings in it,
// for tables and for the next start, with a dataset::CheckMark that says what they came from. After an edit it costs
// what the edit reaches (checked_rows.h).
[[nodiscard]] base::Result<PreflightReport> preflight(versioning::Workspace &workspace, const CheckBasis &basis,
                                                      base::TaskContext &context);

// Carries out, for the findings of a rule (or of a reason code), what needs no person: hides the words or mends the
// text where that is offered, else leaves the record out. Returns how many records changed or went.
[[nodiscard]] base::Result<std::int64_t> applyFixes(versioning::Workspace &workspace, const curation::Report &report,
                                                    const QString &ruleOrReason, base::TaskContext &context);

} // namespace datanet::sync

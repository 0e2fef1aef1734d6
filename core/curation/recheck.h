#pragma once

#include "curation/kept_records.h"
#include "curation/run_checks.h"
#include "curation/similar_search.h"

#include <functional>
#include <optional>
#include <vector>

namespace datanet::curation {

// How the records differ from those that were kept.
struct EditedRecords
{
    struct Added
    {
        dataset::Row row;
        dataset::RowIdentity identity;
    };
    std::vector<std::uint32_t> removed; // numbers of what was kept, ascending
    std::vector<Added> added; // a changed record is removed and added
    std::vector<std::uint32_t> moved; // numbers of what stays but has another position now
};

struct Rechecked
{
    Report report; // to the byte what runChecks() reports of the records in order
    KeptRecords kept;
    std::vector<bool> changed; // by number: whether a finding of a record may say something else than before
};

// Brings the result of a run into step with edits: examines what was added, finds anew who leads whom as far as the
// edits reach, and takes the rest from what was kept. The positions of what stays are those of `kept`; rows: the
// records as they are now. settled, if given, gets what is now kept, on another thread while the report is put
// together; it has ended when this returns.
//
// Nothing when a whole run is needed: the rules are others, a check looks at more than is kept, too many records are
// alike (1,024 leaders in a bucket of the signatures), or the edits reach too far (leader_update.h). Cancelled when the
// task is; else the errors of rows and of invalid rules.
using SettledRecords = std::function<void(const KeptRecords &)>;
[[nodiscard]] base::Result<std::optional<Rechecked>>
recheck(KeptRecords kept, EditedRecords edited, const DatanetRules &rules, const AcceptedIndex *accepted,
        const SetFacts &facts, const ReadRows &rows, base::TaskContext &task, const SettledRecords &settled = {});

} // namespace datanet::curation

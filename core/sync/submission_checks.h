#pragma once

#include "base/task.h"
#include "curation/run_checks.h"

#include <QString>

namespace datanet::sync {

// The checks over the records of a contribution (MemorySource::contribution). What was found out is kept in keptFile,
// so that opening the same submission again costs no checking; the file can be deleted at any time, and anything wrong
// with it is a reason to check anew. basis: identifies the records, the rules and what the datanet has accepted.
[[nodiscard]] base::Result<curation::Report>
checkSubmission(const QString &keptFile, const base::Digest &basis, curation::MemorySource &source,
                const curation::DatanetRules &rules, const curation::AcceptedIndex &accepted,
                const curation::SetFacts &facts, base::TaskContext &context);

} // namespace datanet::sync

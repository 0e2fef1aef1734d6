#pragma once

#include "base/result.h"
#include "curation/dismissal.h"
#include "dataset/row_reader.h"
#include "versioning/repository.h"
#include "versioning/workspace.h"

#include <QString>

#include <vector>

// Reasons against findings on their way from the contributor to the reviewers: kept in the working copy, written among
// the proofs of the version that is sent (<chain>-<datanet>.json, so that they come with the sealed bundle), read
// there.
namespace datanet::sync {

// Those of a data set. A damaged list counts as none.
[[nodiscard]] base::Result<curation::Dismissals> keptDismissals(dataset::RowReader &rows);

// Dismisses a rule's findings in these rows, all or none of them, or with empty words takes the reasons back. NotFound
// when the last check found nothing of this rule in one; Denied when that is blocking; Invalid for words too long,
// Conflict for too many.
base::Status dismiss(versioning::Workspace &workspace, const QString &rule, const std::vector<dataset::Position> &rows,
                     const QString &words);

// Writes those of these records (ids, ascending) for the panel; an earlier list of the same version is replaced.
base::Status sendDismissals(const QString &folder, versioning::Repository &repository,
                            const versioning::CommitId &version, std::uint64_t chainId, std::uint64_t datanet,
                            const std::vector<base::Digest> &records);

// What came with a submission, of its newest version. From anybody: a malformed list counts as none, and nothing else
// than words to be shown is made of it.
[[nodiscard]] curation::Dismissals submittedDismissals(const QString &folder, std::uint64_t chainId,
                                                       std::uint64_t datanet);

} // namespace datanet::sync

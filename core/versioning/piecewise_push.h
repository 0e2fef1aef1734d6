#pragma once

#include "base/task.h"
#include "versioning/repository.h"

#include <QString>
#include <QStringList>

namespace datanet::versioning {

inline constexpr int kSegmentsInPiece = 512; // some 5 MB: under a minute on a slow line

// Before a large push: brings the records of a version to the other side in pieces, each under a name
// refs/datanet/incoming/<day>/<tree id>, skipping those that are there from an earlier attempt. The same version gives
// the same pieces. Gives what a push takes the names away with (":refs/..."), once the branch holds what they hold:
// those of this version, and those of attempts that somebody gave up more than a week ago.
// Conflict, before anything is sent, when the branch (refs/heads/...) over there is at a version that is not here.
[[nodiscard]] base::Result<QStringList> pushInPieces(Repository &repository, const QString &address,
                                                     const QString &branch, const CommitId &version,
                                                     base::TaskContext &task);

} // namespace datanet::versioning

#pragma once

#include "base/task.h"
#include "versioning/remotes.h"

#include <QString>
#include <QStringList>

namespace datanet::versioning {

// Where a fetch collects what it brings until it is whole; kept when the line breaks or somebody stops it.
[[nodiscard]] QString incomingPath(const QString &repositoryPath);

// Brings the refs that the refspecs name. From a server, versions and their lists of segments come first, then the
// segments in pieces, beside the repository, which gets everything at once at the end; the next call with the same
// words goes on where this one was stopped. A server that can't leave anything out (git calls that a filter) sends all
// of it as one piece. Errors as in place_call.h; Io when the disk fails.
base::Status fetchRefs(Repository &repository, const QString &address, const QStringList &refspecs,
                       const FetchOptions &options, base::TaskContext &task);

} // namespace datanet::versioning

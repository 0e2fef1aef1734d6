#pragma once

#include "base/task.h"
#include "versioning/repository.h"

#include <QString>
#include <QStringList>

namespace datanet::versioning {

// Before a large push: brings the records of a version to the other side in pieces, each under a ref
// refs/datanet/incoming/<tree id>, skipping those that are there from an earlier attempt. The same version gives the
// same pieces. Gives the refs, to be removed by the push that follows; none when there is little to send.
// known: what the other side is known to have; nothing: nothing.
[[nodiscard]] base::Result<QStringList> pushInPieces(Repository &repository, const QString &address,
                                                     const CommitId &version, const std::optional<CommitId> &known,
                                                     base::TaskContext &task);

} // namespace datanet::versioning

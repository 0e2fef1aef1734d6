#pragma once

#include "base/task.h"
#include "sync/submission.h"

#include <map>
#include <optional>
#include <set>

// What this computer remembers of what it sent: names for people, which the chain does not keep.
namespace datanet::sync {

// The submission that became this contribution; nothing when it was sent from another computer.
[[nodiscard]] base::Result<std::optional<Submission>> submissionOf(const Network &network, std::uint64_t contribution);

// What people know records of a data set by: their key, else their first column that is not the long text. Records that
// are not in the folder any more have no name.
[[nodiscard]] std::map<base::Digest, QString> recordNames(const QString &folder, const std::set<base::Digest> &wanted,
                                                          base::TaskContext &context);

} // namespace datanet::sync

#pragma once

#include "base/task.h"
#include "versioning/repository.h"

#include <vector>

namespace datanet::versioning {

// The ids of a version's records, ascending: the order that their Merkle root has. Hashes on all cores while the
// caller's thread reads; 32 bytes a record. Corrupt where a segment is not what its name says.
[[nodiscard]] base::Result<std::vector<base::Digest>>
ascendingRecordIds(const Repository &repository, const CommitId &version, base::TaskContext &task);

} // namespace datanet::versioning

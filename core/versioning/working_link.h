#pragma once

#include "base/task.h"
#include "dataset/working_copy.h"
#include "dataset/working_state.h"
#include "versioning/repository.h"
#include "versioning/segment_name.h"

#include <optional>

// What ties the working copy to the repository: which version it is based on, and which commit is on its way.
namespace datanet::versioning {

// A segment as paths name it.
[[nodiscard]] SegmentName nameOf(const dataset::SegmentEntry::Name &name);

// The version that the changes are relative to.
[[nodiscard]] base::Result<std::optional<CommitId>> baseOf(dataset::WorkingCopy &copy);
// The commit that was about to become the newest version when this was last written down.
[[nodiscard]] base::Result<std::optional<CommitId>> pendingOf(dataset::WorkingCopy &copy);
base::Status setPending(dataset::WorkingCopy &copy, const std::optional<CommitId> &commit);

// Everything in the working copy is now what `commit` holds: forgets the changes and what was pending.
base::Status markCommitted(dataset::WorkingCopy &copy, const CommitId &commit);

} // namespace datanet::versioning

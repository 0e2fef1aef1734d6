#pragma once

#include "base/task.h"
#include "dataset/working_state.h"
#include "versioning/content_tree.h"
#include "versioning/repository.h"

namespace datanet::versioning {

// Inside a transaction of the caller: gives every segment of the working copy its name in a version, lists the
// version's other segments as emptied, and compares the rows of those that only one side has: they are from now on the
// changes.
base::Status relateRows(dataset::WorkingState &state, const Repository &repository, const ContentTree &base,
                        base::TaskContext &task);

} // namespace datanet::versioning

#pragma once

#include "base/task.h"
#include "dataset/working_state.h"
#include "versioning/content_tree.h"
#include "versioning/repository.h"

#include <vector>

namespace datanet::versioning {

// Inside a transaction of the caller: brings the segments of the working copy to those of a version, in path order.
// What is there already stays. Two people's segments may claim the same positions; here every row needs one of its own,
// so a later segment is moved behind an earlier one. reuse: false when the key is another one than before, because
// identities depend on it. How the rows relate to a version is unknown until relateRows().
base::Status fillSegments(dataset::WorkingState &state, const Repository &repository,
                          const std::vector<ContentTree::Segment> &wanted, bool reuse, base::TaskContext &task);

} // namespace datanet::versioning

#pragma once

#include "base/result.h"

namespace datanet::dataset {

struct WorkingState;

// Brings segments that are in no version yet to a good size before one is made: those that edits made too large are
// split, and small neighbours joined. Neither rows nor their positions change. One transaction.
base::Status tidySegments(WorkingState &state);

} // namespace datanet::dataset

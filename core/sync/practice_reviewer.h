#pragma once

#include "base/task.h"
#include "sync/practice_command.h"

namespace datanet::sync {

// A reviewer who is a program: looks at the queue again and again and does what waits, through the command line alone.
// It votes what `review decide --from-check` suggests, so what anybody's own check says is what it votes. Run with the
// account of the datanet's owner it registers the accepted versions.
// What it does and what went wrong is written to stdout, one line each. Ends only when cancelled.
base::Status runReviewerProgram(const PracticeCommand &command, std::uint64_t datanet, base::TaskContext &context);

} // namespace datanet::sync

#pragma once

#include "base/task.h"
#include "sync/practice_command.h"

namespace datanet::sync {

// A reviewer who is a program: looks at the queue again and again and does what waits, through the command line alone.
// It votes what `review decide --from-check` suggests, so what anybody's own check says is what it votes. `publisher`
// also publishes accepted versions (the datanet's owner may, right after the time for appeals).
// What it does and what went wrong is written to stdout, one line each. Ends only when cancelled.
base::Status runReviewerProgram(const PracticeCommand &command, std::uint64_t datanet, bool publisher,
                                base::TaskContext &context);

} // namespace datanet::sync

#pragma once

#include "base/task.h"
#include "sync/practice_command.h"
#include "sync/practice_founding.h"

namespace datanet::sync {

// Brings the practice datanet its first accepted version the way every contributor does: the seeder's account runs
// init, import, check --fix, commit, sign and submit on the command line, and the reviewer programs judge it. The text
// is the whole computing dictionary where this installation has it, else the sample in `resources`. Goes on where an
// earlier call or process stopped; returns once the version is published.
base::Status seedPracticeDatanet(const PracticeCommand &command, const PracticeFolders &folders,
                                 const QString &resources, PracticeSetup &setup, base::TaskContext &context);

} // namespace datanet::sync

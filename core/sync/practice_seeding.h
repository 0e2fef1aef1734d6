#pragma once

#include "base/task.h"
#include "sync/practice_command.h"
#include "sync/practice_founding.h"

#include <functional>

namespace datanet::sync {

// Brings the practice datanet its first accepted version the way every contributor does: the seeder's account runs
// init, import, check --fix, commit, sign and submit on the command line, and the reviewer programs judge it. The text
// is the whole computing dictionary where this installation has it, else the sample in `resources`. Goes on where an
// earlier call or process stopped; returns once the version is published. pass: moves the chain's clock, because nobody
// is there yet who might appeal.
base::Status seedPracticeDatanet(const PracticeCommand &command, const PracticeFolders &folders,
                                 const QString &resources, PracticeSetup &setup,
                                 const std::function<base::Status(std::uint64_t seconds)> &pass,
                                 base::TaskContext &context);

} // namespace datanet::sync

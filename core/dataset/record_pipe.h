#pragma once

#include "base/task.h"
#include "dataset/record_output.h"

#include <atomic>
#include <cstdint>
#include <functional>

namespace datanet::dataset {

struct PipeTotals
{
    std::int64_t accepted = 0;
    std::int64_t rejected = 0;
};

// Runs produce(output) on a thread of its own and hands what it puts out to the sink on the calling thread, in order,
// through a bounded queue of blocks. Ids are computed on the producer's thread. Ends with the sink's error, else the
// producer's, else Cancelled; produce is told by `stop` and by failing calls of output that nobody listens any more.
// readSoFar and total are for the progress that is reported.
[[nodiscard]] base::Result<PipeTotals> runPipe(const std::function<base::Status(RecordOutput &)> &produce,
                                               RecordSink &sink, base::TaskContext &task, std::atomic<bool> &stop,
                                               const std::atomic<std::int64_t> &readSoFar, std::int64_t total);

} // namespace datanet::dataset

#pragma once

#include "base/task.h"
#include "rewards/credit_source.h"
#include "rewards/epoch_inputs.h"
#include "rewards/inference_log.h"

namespace datanet::rewards {

// The leaves of one answer, in order. Invalid, naming the answer's line, when its output is not public, its fee is not
// what its time asks, or the engine credits a contribution that the inputs do not have. Any thread.
[[nodiscard]] base::Result<std::vector<AttributionLeaf>> leavesOf(std::uint64_t index, const EpochInputs &inputs,
                                                                  const InferenceLog &log, const CreditSource &source);

// Writes the leaves of all answers to `folder`/attributions.jsonl.zst and goes on where an earlier call for the same
// work stopped, however it ended: a frame of about a megabyte of whole answers is written and synced, then noted in
// `folder`/progress. The bytes are the same for any number of threads and any number of stops. Memory: the answers
// being traced, and a frame.
base::Status buildAttributions(const EpochInputs &inputs, const InferenceLog &log, const CreditSource &source,
                               const QString &folder, int threads, base::TaskContext &task);

} // namespace datanet::rewards

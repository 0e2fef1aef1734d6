#pragma once

#include "sync/home.h"
#include "sync/practice_command.h"

#include <functional>

// A payout round of the practice network, finished while one waits instead of by and by.
namespace datanet::sync {

// Takes the steps of the network's attributor for a model until nothing is left to pay out, and moves the chain's clock
// over the time for objections. Each step that was done comes as the context's step; the attributor's own program may
// do any of them at the same time. The number of the last round that was paid out. NotFound when no paid answer waits,
// Conflict while the practice network does not run. Blocks; worker threads.
[[nodiscard]] base::Result<std::uint64_t> finishPracticeRound(const Home &home, std::uint64_t model,
                                                              base::TaskContext &context);

// The same with a command line and a clock of the caller's. advance: moves the chain's clock by so many seconds.
[[nodiscard]] base::Result<std::uint64_t> finishRound(const PracticeCommand &attributor, std::uint64_t model,
                                                      const std::function<base::Status(std::uint64_t)> &advance,
                                                      base::TaskContext &context);

} // namespace datanet::sync

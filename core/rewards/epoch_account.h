#pragma once

#include "base/task.h"
#include "rewards/epoch_inputs.h"
#include "rewards/inference_log.h"
#include "rewards/reward_book.h"
#include "rewards/statement.h"

#include <functional>
#include <span>

namespace datanet::rewards {

// An answer with all that its money depends on.
struct DividedAnswer
{
    std::uint64_t index = 0;
    const LoggedAnswer &answer;
    std::span<const AttributionLeaf> leaves;
    const AnswerDivision &division;
};

// Hands out every answer of the log in order with its leaves and its division: log and attributions joined, without
// tracing anything. Stops at the first failure. Corrupt when the attributions name an answer that is not in the log.
base::Status divideAnswers(const EpochInputs &inputs, const InferenceLog &log, const QString &attributions,
                           base::TaskContext &task, const std::function<base::Status(const DividedAnswer &)> &visit);

struct EpochAccount
{
    EpochTotals totals;
    std::uint64_t attributionCount = 0;
    base::Digest attributionRoot;
    RewardBook book;
    SumRoot rewards;
};

// What the log and the attributions come to, on top of the book of the epoch before.
[[nodiscard]] base::Result<EpochAccount> accountEpoch(const EpochInputs &inputs, const InferenceLog &log,
                                                      const QString &attributions, RewardBook previous,
                                                      base::TaskContext &task);

// The book that the epoch builds on: an empty one for the first epoch, else that file's. Invalid unless its root is the
// one in the inputs.
[[nodiscard]] base::Result<RewardBook> previousBook(const EpochInputs &inputs, const QString &previousRewards);

} // namespace datanet::rewards

#pragma once

#include "base/task.h"
#include "rewards/credit_source.h"
#include "rewards/epoch_inputs.h"
#include "rewards/statement.h"

#include <QString>

// From a log of paid answers to the files that are posted: who is credited, who is paid, and what it comes to.
namespace datanet::rewards {

struct EpochJob
{
    EpochInputs inputs;
    QString log; // path
    QString previousRewards; // path of the rewards.jsonl that this epoch builds on; empty for the first
    QString program; // name and version, for the statement
    int threads = 2;
};

// Builds the folder: attributions.jsonl.zst, rewards.jsonl, inputs.json, statement.json. It appears when everything is
// in it and synced; until then the work is in `<folder>.building`, and a call that was stopped or killed is taken up
// there by the next one for the same job. The bytes are a function of the job and the engine's answers alone: not of
// threads, order of the log, shards or interruptions. Conflict when the folder is there, or somebody builds it.
[[nodiscard]] base::Result<Statement> buildEpoch(const EpochJob &job, const CreditSource &source, const QString &folder,
                                                 base::TaskContext &task);

} // namespace datanet::rewards

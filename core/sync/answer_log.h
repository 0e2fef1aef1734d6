#pragma once

#include "base/file_lock.h"
#include "base/task.h"
#include "rewards/inference_log.h"

#include <QString>

#include <functional>
#include <optional>

// The log of paid answers while it grows: one file of JSON lines an epoch, below <provider's folder>/answers.
namespace datanet::sync {

// One writer at a time; waits for others. Held from choosing a receipt's number until its line is safe, and while an
// epoch is settled.
[[nodiscard]] base::Result<base::FileLock> takeAnswerLog(const QString &providerFolder, base::TaskContext &context);

// Adds a line that survives a power cut. What a kill left of a line is cut off first.
base::Status appendAnswer(const QString &path, const rewards::LoggedAnswer &answer);
base::Status cutTornLine(const QString &path);

// Every whole line in order; none of a file that is not there. Corrupt, naming the line.
base::Status readAnswerLog(const QString &path, base::TaskContext &context,
                           const std::function<void(const rewards::LoggedAnswer &)> &visit);
// The payer's last receipt, to be followed by the next.
[[nodiscard]] base::Result<std::optional<rewards::Receipt>> lastReceipt(const QString &path, const base::Address &payer,
                                                                        base::TaskContext &context);

} // namespace datanet::sync

#pragma once

#include "base/task.h"
#include "rewards/epoch_verify.h"
#include "rewards/inference_log.h"

#include <QJsonObject>

// What somebody else needs to judge a difference without recomputing the epoch: one JSON object.
namespace datanet::rewards {

// posted and recomputed: the folders. Parts that can't be made, because the posted file is missing or damaged, are left
// out.
[[nodiscard]] QJsonObject disputePack(const Verification &verification, const InferenceLog &log, const QString &posted,
                                      const QString &recomputed, base::TaskContext &task);

// Invalid, saying what, unless the pack's proofs hold: the posted leaf under the posted root, the recomputed one under
// the recomputed root, and the receipt under the log's root.
base::Status checkDisputePack(const QJsonObject &pack);

} // namespace datanet::rewards

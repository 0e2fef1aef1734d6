#pragma once

#include "sync/review.h"

#include <QString>

namespace datanet::app {

// Carries out what an entry of the queue offers besides reading, named as sync::reviewTaskName() does: "draw",
// "reveal", "finalize", "hand-over", "publish", "expire". Worker threads.
[[nodiscard]] base::Status carryOutReviewStep(const sync::Network &network, std::uint64_t contribution,
                                              const QString &step, const crypto::SecretKey &key,
                                              base::TaskContext &context);

} // namespace datanet::app

#pragma once

#include "sync/account_history.h"

namespace datanet::sync {

// Sums over a whole history beside what the chain proves at the snapshot's block. openings: the logs of its opened
// contributions. At most kMaximumTotals models and datanets are asked for.
[[nodiscard]] base::Result<std::vector<HistoryTotal>>
historyTotals(const chain::ProjectContracts &contracts, light::Snapshot &snapshot, const base::Address &account,
              const std::vector<HistoryEntry> &entries, const std::vector<chain::Receipt::Log> &openings,
              base::TaskContext &context);

inline constexpr std::uint64_t kMaximumTotals = 512;

} // namespace datanet::sync

#pragma once

#include "base/result.h"
#include "base/task.h"
#include "base/uint256.h"
#include "light/proven.h"
#include "light/reader.h"
#include "sync/network.h"

#include <cstdint>

namespace datanet::sync {

// What sending so many records costs now.
struct SubmissionCost
{
    light::Proven<base::Uint256> deposit; // bond for all records, comes back when the review ends
    light::Proven<base::Uint256> fee; // of the datanet
    base::Uint256 networkFee; // at most, for all transactions
    base::Uint256 total; // at most
};
// Unproven when the chain's parameters can't be had.
[[nodiscard]] base::Result<SubmissionCost> submissionCost(const Network &network, light::Snapshot &snapshot,
                                                          std::uint32_t records, base::TaskContext &context);

} // namespace datanet::sync

#pragma once

#include "chain/informedness.h"
#include "sync/network.h"

// What a reviewer's votes of late say about the records, and whether the seats of results from now on are paid.
namespace datanet::sync {

struct ReviewerStanding
{
    light::Proven<chain::Tally> tally;
    chain::InformednessRule rule; // of the parameters in force; `least` is 0 where the network has no such rule

    // Unknown without a value, too.
    [[nodiscard]] chain::SeatPay pay() const;
};
// Of the reviewers of a datanet, or (scope 0) of the jurors.
[[nodiscard]] base::Result<ReviewerStanding> readStanding(const Network &network, light::Snapshot &snapshot,
                                                          const base::Address &reviewer, std::uint64_t scope,
                                                          base::TaskContext &context);
[[nodiscard]] QString seatPayName(chain::SeatPay pay); // "unknown", "paid", "unpaid"

} // namespace datanet::sync

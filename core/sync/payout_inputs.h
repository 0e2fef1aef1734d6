#pragma once

#include "rewards/epoch_inputs.h"
#include "sync/payout_facts.h"
#include "sync/published_text.h"

// Everything that decides about a payout round but its log, taken from the chain and from what is published.
namespace datanet::sync {

struct PayoutInputs
{
    rewards::EpochInputs inputs;
    PublishedText published; // what answers are traced against: all versions published by the settlement
};
// For a settled epoch of a model: the same for everybody, whenever it is asked. NotFound for another epoch; Unproven
// where a part is not known.
[[nodiscard]] base::Result<PayoutInputs> collectPayoutInputs(const Network &network, light::Snapshot &snapshot,
                                                             std::uint64_t model, std::uint64_t epoch,
                                                             base::TaskContext &context);

} // namespace datanet::sync

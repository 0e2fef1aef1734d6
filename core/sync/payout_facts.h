#pragma once

#include "base/task.h"
#include "chain/bindings/project_contracts.h"
#include "light/proven.h"
#include "rewards/split.h"
#include "sync/network.h"

#include <vector>

// Models, settlements and proposals as the chain keeps them: by hash; the words come from event logs and count only
// where they hash to a proven slot (preimages.h).
namespace datanet::sync {

using ModelEntry = chain::ModelsContract::Entry;
using chain::EpochState;
using chain::ProposalState;

[[nodiscard]] QString epochStateName(EpochState state); // "open", "lapsed", "settled", "final", "void"
[[nodiscard]] QString proposalStateName(ProposalState state); // "none", "proposed", "disputed", "final", "void"

// The model as it is now. NotFound where the chain proves that there is none.
[[nodiscard]] base::Result<light::Proven<ModelEntry>> readModel(const Network &network, light::Snapshot &snapshot,
                                                                std::uint64_t id, base::TaskContext &context);
// All versions of it from the first to the present one, believed together.
[[nodiscard]] base::Result<std::vector<ModelEntry>> readModelVersions(const Network &network, light::Snapshot &snapshot,
                                                                      std::uint64_t id, base::TaskContext &context);
// When the version (from 1) was made, in seconds since 1970: the time of its block, which a server names.
[[nodiscard]] base::Result<std::uint64_t> timeOfModelVersion(const Network &network, light::Snapshot &snapshot,
                                                             std::uint64_t id, std::uint32_t version,
                                                             base::TaskContext &context);

// NotFound for an epoch that was not settled.
[[nodiscard]] base::Result<light::Proven<chain::Settlement>> readSettlement(const Network &network,
                                                                            light::Snapshot &snapshot,
                                                                            std::uint64_t model, std::uint64_t epoch,
                                                                            base::TaskContext &context);

// The newest proposal of an epoch. NotFound without one.
[[nodiscard]] base::Result<light::Proven<chain::AttributionContract::Proposed>>
readProposal(const Network &network, light::Snapshot &snapshot, std::uint64_t model, std::uint64_t epoch,
             base::TaskContext &context);

// One set of the agreed numbers.
[[nodiscard]] base::Result<chain::ParameterValues> readParameters(const Network &network, light::Snapshot &snapshot,
                                                                  std::uint32_t id, base::TaskContext &context);
// Those of them that a fee is divided by.
[[nodiscard]] rewards::Parameters divisionParameters(std::uint32_t id, const chain::ParameterValues &values);

// The part of them that divides an answer's fee.
[[nodiscard]] rewards::Parameters divisionParameters(std::uint32_t id, const chain::ParameterValues &values);

} // namespace datanet::sync

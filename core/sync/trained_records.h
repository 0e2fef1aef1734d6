#pragma once

#include "sync/contributions.h"

// Which of an account's published records models were made of.
namespace datanet::sync {

struct TrainedRecords
{
    std::uint64_t records = 0; // each once, however many models have it
    std::uint64_t models = 0; // registered and active ones whose descriptions are on this computer
    light::Level level = light::Level::Unknown; // the weakest of contributions and models that count
};
// A record counts when a model was trained on a version of its datanet from the one that published it on. A model
// counts when its description hashes to what is registered; who runs it must be on this computer to have one. models 0:
// nothing is known.
[[nodiscard]] base::Result<TrainedRecords> trainedRecords(const Network &network, light::Snapshot &snapshot,
                                                          const std::vector<Contribution> &contributions,
                                                          base::TaskContext &context);

} // namespace datanet::sync

#pragma once

#include "chain/bindings/attribution.h"
#include "chain/bindings/contributions.h"
#include "chain/bindings/datanets.h"
#include "chain/bindings/inference.h"
#include "chain/bindings/jury.h"
#include "chain/bindings/models.h"
#include "chain/bindings/parameters.h"
#include "chain/bindings/reviews.h"
#include "chain/bindings/rewards.h"
#include "chain/bindings/stakes.h"

namespace datanet::chain {

// The project's contracts as one network has them. Cheap to copy; the contract set must outlive it.
struct ProjectContracts
{
    ParametersContract parameters;
    StakesContract stakes;
    DatanetsContract datanets;
    ContributionsContract contributions;
    ReviewsContract reviews;
    ModelsContract models;
    InferenceContract inference;
    AttributionContract attribution;
    RewardsContract rewards;
    JuryContract jury;

    // NotFound when the profile lacks one of them.
    [[nodiscard]] static base::Result<ProjectContracts> bind(const ContractSet &contracts,
                                                             const NetworkProfile &profile);
};

} // namespace datanet::chain

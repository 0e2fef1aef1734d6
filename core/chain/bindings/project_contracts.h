#pragma once

#include "chain/bindings/attribution.h"
#include "chain/bindings/contributions.h"
#include "chain/bindings/datanets.h"
#include "chain/bindings/gopen.h"
#include "chain/bindings/inference.h"
#include "chain/bindings/jury.h"
#include "chain/bindings/models.h"
#include "chain/bindings/open_governor.h"
#include "chain/bindings/parameters.h"
#include "chain/bindings/reviews.h"
#include "chain/bindings/rewards.h"
#include "chain/bindings/stakes.h"
#include "chain/bindings/timelock.h"

namespace datanet::chain {

// The contracts by which a network's parameters are changed by vote.
struct GovernanceContracts
{
    GOpenContract token;
    TimelockContract timelock;
    OpenGovernorContract governor;
};

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
    std::optional<GovernanceContracts> governance; // networks that were founded without it have none

    // NotFound when the profile lacks one of them, those of governance left aside.
    [[nodiscard]] static base::Result<ProjectContracts> bind(const ContractSet &contracts,
                                                             const NetworkProfile &profile);
};

} // namespace datanet::chain

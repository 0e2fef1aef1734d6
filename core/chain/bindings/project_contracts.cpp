#include "chain/bindings/project_contracts.h"

#include <algorithm>

namespace datanet::chain {

using base::fail;
using base::Result;

namespace {

constexpr std::array<QStringView, 3> kGovernance{u"GOpen", u"Timelock", u"OpenGovernor"};

std::optional<GovernanceContracts> boundGovernance(const ContractSet &contracts, const NetworkProfile &profile)
{
    std::vector<base::Address> addresses;
    for (const auto name : kGovernance) {
        const auto contract = profile.contract(name.toString());
        if (!contract)
            return {};
        addresses.push_back(contract->address);
    }
    return GovernanceContracts{GOpenContract(contracts, addresses[0]), TimelockContract(contracts, addresses[1]),
                               OpenGovernorContract(contracts, addresses[2])};
}

} // namespace

Result<ProjectContracts> ProjectContracts::bind(const ContractSet &contracts, const NetworkProfile &profile)
{
    QMap<QStringView, base::Address> addresses;
    for (const auto name : ContractSet::kNames) {
        if (std::ranges::find(kGovernance, name) != kGovernance.end())
            continue;
        const auto contract = profile.contract(name.toString());
        if (!contract)
            return fail(contract.error());
        addresses.insert(name, contract->address);
    }
    return ProjectContracts{ParametersContract(contracts, addresses[u"Parameters"]),
                            StakesContract(contracts, addresses[u"Stakes"]),
                            DatanetsContract(contracts, addresses[u"Datanets"]),
                            ContributionsContract(contracts, addresses[u"Contributions"]),
                            ReviewsContract(contracts, addresses[u"Reviews"]),
                            ModelsContract(contracts, addresses[u"Models"]),
                            InferenceContract(contracts, addresses[u"Inference"]),
                            AttributionContract(contracts, addresses[u"Attribution"]),
                            RewardsContract(contracts, addresses[u"Rewards"]),
                            JuryContract(contracts, addresses[u"Jury"]),
                            boundGovernance(contracts, profile)};
}

} // namespace datanet::chain

#include "chain/bindings/project_contracts.h"

namespace datanet::chain {

using base::fail;
using base::Result;

Result<ProjectContracts> ProjectContracts::bind(const ContractSet &contracts, const NetworkProfile &profile)
{
    QMap<QStringView, base::Address> addresses;
    for (const auto name : ContractSet::kNames) {
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
                            JuryContract(contracts, addresses[u"Jury"])};
}

} // namespace datanet::chain

#pragma once

#include "chain/bindings/parameters.h"
#include "chain/call.h"

#include <vector>

namespace datanet::chain {

// Putting the project's contracts on a chain. They know each other by address from their first moment, so the addresses
// are computed from the deployer's nonces; nothing else may be sent by that account in between.
struct DeploymentChoices
{
    base::Address owner; // of the parameters: a timelock, or on a practice chain any account
    base::Address treasury; // gets lost bonds
    bool practice = false;
    ParameterValues parameters;
};

struct DeploymentStep
{
    QString name;
    base::Address address; // where the contract will be
    std::uint64_t nonce = 0;
    Call call;
};

[[nodiscard]] base::Result<std::vector<DeploymentStep>> deploymentPlan(const ContractSet &contracts,
                                                                       const base::Address &deployer,
                                                                       std::uint64_t firstNonce,
                                                                       const DeploymentChoices &choices);

// Reads the code at the planned addresses and compares it with the artefacts: what a profile records. Corrupt when
// something else is there, NotFound when nothing is.
[[nodiscard]] base::Result<QMap<QString, DeployedContract>> checkDeployment(const ContractSet &contracts,
                                                                            const std::vector<DeploymentStep> &plan,
                                                                            const NodeClient &node,
                                                                            base::TaskContext &context);

} // namespace datanet::chain

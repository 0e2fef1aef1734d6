#pragma once

#include "chain/bindings/parameters.h"
#include "chain/call.h"

#include <optional>
#include <vector>

namespace datanet::chain {

// Putting the project's contracts on a chain. They know each other by address from their first moment, so the addresses
// are computed from the deployer's nonces; nothing else may be sent by that account in between.
// How parameters are changed by vote. Times in seconds, votes in the coin's smallest unit.
struct GovernanceRules
{
    std::uint64_t votingDelay = 0; // from a proposal to the start of voting
    std::uint64_t votingPeriod = 0;
    std::uint64_t timelockDelay = 0; // from queueing to carrying out
    base::Uint256 threshold; // votes that a proposer needs
    base::Uint256 quorumFloor; // votes that every proposal needs, whatever the share of all tokens
    bool operator==(const GovernanceRules &) const = default;
};

// For a new practice chain and for a real one: the published times and threshold.
[[nodiscard]] const GovernanceRules &practiceGovernance();
[[nodiscard]] const GovernanceRules &realGovernance();

struct DeploymentChoices
{
    std::optional<base::Address> owner; // of the parameters; nothing: the timelock, so that votes change them
    base::Address treasury; // gets lost bonds
    bool practice = false;
    ParameterValues parameters;
    GovernanceRules governance;
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

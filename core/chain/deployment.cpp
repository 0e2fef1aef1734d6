#include "chain/deployment.h"

#include "chain/transaction.h"
#include "crypto/address.h"
#include "crypto/digest.h"

namespace datanet::chain {

using base::Address;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Uint256;
using namespace Qt::StringLiterals;

namespace {

Uint256 coins(std::uint64_t whole)
{
    return *Uint256(whole).times(1'000'000'000'000'000'000);
}

} // namespace

const GovernanceRules &practiceGovernance()
{
    static const GovernanceRules rules{5, 60, 10, coins(100), coins(100)};
    return rules;
}

const GovernanceRules &realGovernance()
{
    // The floor is a thousandth of all OPEN.
    static const GovernanceRules rules{86'400, 1'209'600, 86'400, coins(100), coins(1'000'000)};
    return rules;
}

Result<std::vector<DeploymentStep>> deploymentPlan(const ContractSet &contracts, const Address &deployer,
                                                   std::uint64_t firstNonce, const DeploymentChoices &choices)
{
    QMap<QStringView, Address> at;
    for (std::size_t i = 0; i < ContractSet::kNames.size(); ++i)
        at.insert(ContractSet::kNames[i], createdAddress(deployer, firstNonce + i));
    abi::Value::List values;
    for (const auto value : choices.parameters.values)
        values.emplace_back(value);
    const auto &governance = choices.governance;
    const QMap<QStringView, std::vector<abi::Value>> arguments{
        {u"Parameters",
         {choices.owner.value_or(at[u"Timelock"]), choices.treasury, choices.practice, std::move(values)}},
        {u"Stakes", {at[u"Parameters"], at[u"Reviews"], at[u"Jury"]}},
        {u"Datanets", {at[u"Parameters"], at[u"Contributions"], at[u"Reviews"]}},
        {u"Contributions", {at[u"Parameters"], at[u"Datanets"], at[u"Reviews"]}},
        {u"Reviews", {at[u"Parameters"], at[u"Contributions"], at[u"Datanets"], at[u"Stakes"]}},
        {u"Models", {}},
        {u"Inference", {at[u"Parameters"], at[u"Models"], at[u"Attribution"], at[u"Rewards"]}},
        {u"Attribution", {at[u"Parameters"], at[u"Jury"], at[u"Inference"], at[u"Rewards"]}},
        {u"Rewards", {at[u"Parameters"], at[u"Inference"]}},
        {u"Jury", {at[u"Parameters"], at[u"Stakes"], at[u"Attribution"]}},
        {u"GOpen", {}},
        {u"Timelock", {governance.timelockDelay, at[u"OpenGovernor"]}},
        {u"OpenGovernor",
         {at[u"GOpen"], at[u"Timelock"], governance.votingDelay, governance.votingPeriod, governance.threshold,
          governance.quorumFloor}},
    };
    std::vector<DeploymentStep> plan;
    for (std::size_t i = 0; i < ContractSet::kNames.size(); ++i) {
        const auto name = ContractSet::kNames[i];
        const auto &artefact = contracts[name];
        const auto encoded = abi::encode(artefact.interface.constructorInputs, arguments[name]);
        if (!encoded)
            return fail(encoded.error().within(artefact.name));
        plan.push_back({artefact.name, at[name], firstNonce + i, Call{{}, {}, artefact.creationCode + *encoded}});
    }
    return plan;
}

Result<QMap<QString, DeployedContract>> checkDeployment(const ContractSet &contracts,
                                                        const std::vector<DeploymentStep> &plan, const NodeClient &node,
                                                        base::TaskContext &context)
{
    QMap<QString, DeployedContract> result;
    for (const auto &step : plan) {
        const auto code = node.code(step.address, context);
        if (!code)
            return fail(code.error());
        if (code->isEmpty())
            return fail(
                ErrorKind::NotFound,
                u"there is no contract at %1, where %2 should be"_s.arg(crypto::checksummed(step.address), step.name));
        if (!contracts[step.name].isCode(*code))
            return fail(
                ErrorKind::Corrupt,
                u"the contract at %1 is not %2 of this version"_s.arg(crypto::checksummed(step.address), step.name));
        result.insert(step.name, {step.address, crypto::keccak256(*code), {}});
    }
    return result;
}

} // namespace datanet::chain

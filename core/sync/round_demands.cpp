#include "sync/round_demands.h"

#include "rewards/epoch_files.h"
#include "rewards/leaf_proof.h"
#include "rewards/receipt.h"
#include "sync/preimages.h"
#include "sync/round_statement.h"
#include "sync/transactor.h"

#include <algorithm>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

// A proposed round with what answers about it are made of.
struct DemandedRound
{
    chain::ProjectContracts contracts;
    PayoutRound round;
    chain::Proposal proposal;
    chain::Settlement settlement;
    std::vector<LeafDemand> demands;
    std::uint64_t time = 0;
};

Result<DemandedRound> readDemanded(const Network &network, std::uint64_t model, std::uint64_t epoch,
                                   base::TaskContext &context)
{
    auto snapshot = network.latest(context);
    const auto contracts = contractsOn(network);
    if (!snapshot || !contracts)
        return fail(!snapshot ? snapshot.error() : contracts.error());
    auto round = payoutRound(network, *snapshot, model, epoch, context);
    if (!round)
        return fail(round.error());
    if (!round->proposal)
        return fail(ErrorKind::NotFound, u"nobody has proposed a result for epoch %1 yet"_s.arg(epoch));
    const auto proposed = requireValue(*round->proposal, u"the proposal for epoch %1"_s.arg(epoch));
    const auto settlement = requireValue(round->settlement, u"the settlement of epoch %1"_s.arg(epoch));
    auto demands = openDemands(network, *snapshot, *round, context);
    if (!proposed || !settlement || !demands)
        return fail(!proposed ? proposed.error() : !settlement ? settlement.error() : demands.error());
    return DemandedRound{*contracts,  std::move(*round),   proposed->proposal,
                         *settlement, std::move(*demands), snapshot->block().time};
}

// The call that shows a leaf of the files.
Result<chain::Call> answerTo(const LeafDemand &demand, const DemandedRound &asked, const RoundFiles &files,
                             const rewards::InferenceLog &log, base::TaskContext &context)
{
    const auto &attribution = asked.contracts.attribution;
    switch (demand.kind) {
    case chain::LeafKind::Answer: {
        const auto proof = rewards::proveReceipt(log, demand.index, context);
        const auto answer = log.at(demand.index);
        if (!proof || !answer)
            return fail(!proof ? proof.error() : answer.error());
        return attribution.answerLog(asked.proposal, asked.settlement, answer->receipt, detail::proofOnChain(*proof));
    }
    case chain::LeafKind::Reward: {
        const auto proof = rewards::proveReward(files.folder + u'/' + rewards::kRewardsFile.toString(), demand.index);
        return proof ? attribution.answerReward(asked.proposal, detail::proofOnChain(*proof)) : fail(proof.error());
    }
    case chain::LeafKind::Attribution:
        break;
    }
    const QString path = files.folder + u'/' + rewards::kAttributionsFile.toString();
    const auto proof = rewards::proveAttribution(path, demand.index);
    if (proof) {
        const auto &leaf = proof->leaf;
        return attribution.answerAttribution(asked.proposal, leaf.inference, leaf.contribution, leaf.position,
                                             leaf.account, leaf.credit, detail::proofOnChain(proof->proof));
    }
    if (proof.error().kind != ErrorKind::NotFound)
        return fail(proof.error());
    const auto end = rewards::attributionEnd(path);
    return end ? attribution.answerBeyond(asked.proposal, demand.index, base::Uint256(end->count), end->top)
               : fail(end.error());
}

} // namespace

Result<std::vector<LeafDemand>> openDemands(const Network &network, light::Snapshot &snapshot, const PayoutRound &round,
                                            base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    const auto status = requireValue(round.status, u"the state of epoch %1"_s.arg(round.epoch));
    if (!contracts || !status)
        return fail(!contracts ? contracts.error() : status.error());
    std::vector<LeafDemand> demands;
    if (status->openDemands == 0)
        return demands;
    const auto logs = eventLogs(network, snapshot, contracts->attribution, u"DataDemanded"_s,
                                {chain::asTopic(round.model), chain::asTopic(round.epoch)}, context);
    if (!logs)
        return fail(logs.error());
    for (const auto &log : *logs) {
        const auto made = contracts->attribution.demanded(log);
        if (!made)
            continue;
        const auto slot = contracts->attribution.demand(
            chain::demandIdOf(round.model, round.epoch, status->attempt, made->kind, made->index));
        const auto proven = snapshot.read(slot, context);
        const auto kept =
            proven ? requireValue(*proven, u"a demand about epoch %1"_s.arg(round.epoch)) : fail(proven.error());
        if (!kept)
            return fail(kept.error());
        const bool known = std::any_of(demands.begin(), demands.end(), [&](const LeafDemand &other) {
            return other.kind == made->kind && other.index == made->index;
        });
        if (!kept->challenger.isZero() && !known) // answered ones, and those about an earlier proposal, are not open
            demands.push_back({made->kind, made->index, kept->challenger, kept->deadline});
    }
    if (demands.size() != status->openDemands)
        return fail(ErrorKind::Corrupt,
                    u"%1 demands about epoch %2 are open, but the server names %3"_s.arg(status->openDemands)
                        .arg(round.epoch)
                        .arg(demands.size()),
                    u"ask another server: datanet network use"_s);
    return demands;
}

Result<chain::Receipt> demandLeaf(const Network &network, std::uint64_t model, std::uint64_t epoch,
                                  chain::LeafKind kind, std::uint64_t index, const crypto::SecretKey &key,
                                  base::TaskContext &context)
{
    const auto asked = readDemanded(network, model, epoch, context);
    if (!asked)
        return fail(asked.error());
    auto snapshot = network.latest(context);
    const auto parameters = snapshot
        ? readParameters(network, *snapshot, asked->round.status.value().parametersId, context)
        : fail(snapshot.error());
    if (!parameters)
        return fail(parameters.error());
    const auto call = asked->contracts.attribution.challengeData(asked->proposal, asked->settlement, kind, index,
                                                                 parameters->wei(chain::ParameterKey::DataBond));
    return call ? send(network, *call, key, context) : fail(call.error());
}

Result<std::size_t> answerDemands(const Network &network, std::uint64_t model, std::uint64_t epoch,
                                  const crypto::SecretKey &key, base::TaskContext &context)
{
    const auto asked = readDemanded(network, model, epoch, context);
    if (!asked)
        return fail(asked.error());
    if (asked->demands.empty())
        return std::size_t(0);
    const auto files = proposedRoundFiles(network, asked->round, context);
    if (!files)
        return fail(files.error());
    const auto log = rewards::InferenceLog::open(
        files->log, chain::receiptDomain(network.profile().chainId, asked->contracts.inference.address()), context);
    if (!log)
        return fail(log.error());
    std::size_t answered = 0;
    for (const LeafDemand &demand : asked->demands) {
        context.step(u"Showing what was asked for"_s);
        const auto call = answerTo(demand, *asked, *files, *log, context);
        if (!call)
            return fail(call.error());
        if (const auto sent = send(network, *call, key, context); !sent)
            return fail(sent.error());
        ++answered;
    }
    return answered;
}

Result<chain::Receipt> voidForSilence(const Network &network, std::uint64_t model, std::uint64_t epoch,
                                      const crypto::SecretKey &key, base::TaskContext &context)
{
    const auto asked = readDemanded(network, model, epoch, context);
    if (!asked)
        return fail(asked.error());
    const auto overdue = std::find_if(asked->demands.begin(), asked->demands.end(),
                                      [&](const LeafDemand &demand) { return asked->time > demand.deadline; });
    if (overdue == asked->demands.end())
        return fail(ErrorKind::NotFound, u"no demand about round %1 is overdue"_s.arg(epoch));
    const auto call = asked->contracts.attribution.voidForSilence(asked->proposal, overdue->kind, overdue->index);
    return call ? send(network, *call, key, context) : fail(call.error());
}

} // namespace datanet::sync

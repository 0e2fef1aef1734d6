#include "base/files.h"
#include "crypto/digest.h"
#include "rewards/epoch_files.h"
#include "sync/payout_rounds.h"
#include "sync/preimages.h"
#include "sync/round_package.h"
#include "sync/round_statement.h"
#include "sync/transactor.h"

#include <QDateTime>
#include <QTimeZone>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Uint256;

namespace {

constexpr std::uint64_t kGweiInWei = 1'000'000'000;

struct LiveRound
{
    chain::ProjectContracts contracts;
    chain::Settlement settlement;
    chain::ProposalStatus status;
    chain::Proposal proposal;
    chain::ParameterValues parameters;
    std::uint64_t time = 0;
};

Result<LiveRound> readLiveRound(const Network &network, std::uint64_t model, std::uint64_t epoch,
                                base::TaskContext &context)
{
    auto snapshot = network.latest(context);
    const auto contracts = contractsOn(network);
    if (!snapshot || !contracts)
        return fail(!snapshot ? snapshot.error() : contracts.error());
    const auto round = payoutRound(network, *snapshot, model, epoch, context);
    if (!round)
        return fail(round.error());
    if (!round->proposal)
        return fail(ErrorKind::NotFound, u"nobody has proposed a result for epoch %1 yet"_s.arg(epoch),
                    u"datanet epoch build %1, then: datanet epoch post %1"_s.arg(model));
    const auto settlement = requireValue(round->settlement, u"the settlement of epoch %1"_s.arg(epoch));
    const auto status = requireValue(round->status, u"the state of epoch %1"_s.arg(epoch));
    const auto proposed = requireValue(*round->proposal, u"the proposal for epoch %1"_s.arg(epoch));
    if (!settlement || !status || !proposed)
        return fail(!settlement ? settlement.error() : !status ? status.error() : proposed.error());
    const auto parameters = readParameters(network, *snapshot, status->parametersId, context);
    if (!parameters)
        return fail(parameters.error());
    return LiveRound{*contracts, *settlement, *status, proposed->proposal, *parameters, snapshot->block().time};
}

// The proposal that this very result already is, so that posting it again after a kill does no harm.
std::optional<RoundProposal> ownProposal(const PayoutRound &round, const rewards::Statement &statement,
                                         const base::Address &proposer)
{
    if (!round.status.hasValue() || round.status.value().state == ProposalState::Void || !round.proposal
        || !round.proposal->hasValue())
        return std::nullopt;
    const auto &[proposal, locator] = round.proposal->value();
    if (proposal.proposer != proposer || proposal.statementHash != statement.hash())
        return std::nullopt;
    return RoundProposal{locator, *Uint256(round.status.value().bondGwei).times(Uint256(kGweiInWei))};
}

} // namespace

namespace detail {

QString whenText(std::uint64_t seconds)
{
    return QDateTime::fromSecsSinceEpoch(static_cast<qint64>(seconds), Qt::UTC).toString(Qt::ISODate);
}

Result<rewards::Statement> readStatement(const QString &folder)
{
    const auto bytes =
        base::files::read(folder + u'/' + rewards::kStatementFile.toString(), rewards::kMaximumStatement);
    return bytes ? rewards::Statement::fromJson(*bytes) : fail(bytes.error());
}

chain::Proposal proposalOf(const rewards::Statement &statement, const base::Address &proposer, const QString &locator)
{
    chain::Proposal proposal;
    proposal.model = statement.model;
    proposal.epoch = statement.epoch;
    proposal.proposer = proposer;
    proposal.attributionRoot = statement.attributionRoot;
    proposal.statementHash = statement.hash();
    proposal.locatorHash = crypto::keccak256(locator.toUtf8());
    const bool first = statement.previousRewards.count == 0 && statement.previousRewards.sum.isZero();
    proposal.previousRoot = first ? base::Digest() : statement.previousRewards.hash();
    proposal.previousCount = statement.previousRewards.count;
    proposal.previousSum = statement.previousRewards.sum;
    proposal.rewardTop = statement.rewards.top;
    proposal.rewardCount = statement.rewards.count;
    proposal.rewardSum = statement.rewards.sum;
    proposal.toModel = statement.totals.toModel;
    proposal.toContributors = statement.totals.toContributors;
    proposal.toReviewers = statement.totals.toReviewers;
    proposal.toStakers = statement.totals.toStakers;
    return proposal;
}

chain::PositionalProof proofOnChain(const crypto::MerkleProof &proof)
{
    return {proof.index, proof.count, proof.siblings};
}

chain::RewardProof proofOnChain(const rewards::SumProof &from)
{
    chain::RewardProof proof{from.leaf.index, from.leaf.account, from.leaf.cumulative, from.count, {}};
    for (const rewards::SumNode &sibling : from.siblings)
        proof.siblings.push_back({sibling.hash, sibling.sum});
    return proof;
}

} // namespace detail

Result<Uint256> proposalBond(const Network &network, light::Snapshot &snapshot, const rewards::Statement &statement,
                             base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto proven = readSettlement(network, snapshot, statement.model, statement.epoch, context);
    const auto ledger = snapshot.read(contracts->rewards.ledger(statement.model), context);
    if (!proven || !ledger)
        return fail(!proven ? proven.error() : ledger.error());
    const auto settlement = requireValue(*proven, u"the settlement of epoch %1"_s.arg(statement.epoch));
    const auto paid = requireValue(*ledger, u"what was claimed from model %1"_s.arg(statement.model));
    if (!settlement || !paid)
        return fail(!settlement ? settlement.error() : paid.error());
    const auto parameters = readParameters(network, snapshot, settlement->parametersId, context);
    if (!parameters)
        return fail(parameters.error());
    return chain::proposalBondFor(*parameters,
                                  statement.rewards.sum.minus(paid->claimed).value_or(statement.rewards.sum));
}

Result<RoundProposal> postRound(const Network &network, std::uint64_t model, std::uint64_t epoch, const QUrl &inbox,
                                const crypto::SecretKey &key, base::TaskContext &context)
{
    const auto files = builtRoundFiles(network, model, epoch);
    if (!files)
        return fail(files.error());
    const auto statement = detail::readStatement(files->folder);
    if (!statement)
        return fail(ErrorKind::NotFound, u"round %1 of model %2 is not built here"_s.arg(epoch).arg(model),
                    u"datanet epoch build %1"_s.arg(model));
    auto snapshot = network.latest(context);
    const auto contracts = contractsOn(network);
    if (!snapshot || !contracts)
        return fail(!snapshot ? snapshot.error() : contracts.error());
    const auto round = payoutRound(network, *snapshot, model, epoch, context);
    if (!round)
        return fail(round.error());
    if (const auto done = ownProposal(*round, *statement, key.address()))
        return *done;
    const auto settlement = requireValue(round->settlement, u"the settlement of epoch %1"_s.arg(epoch));
    const auto bytes =
        base::files::read(files->folder + u'/' + rewards::kInputsFile.toString(), rewards::kMaximumInputs);
    const auto inputs =
        bytes ? rewards::EpochInputs::fromJson(*bytes) : Result<rewards::EpochInputs>(fail(bytes.error()));
    const auto bond = proposalBond(network, *snapshot, *statement, context);
    if (!settlement || !inputs || !bond)
        return fail(!settlement ? settlement.error() : !inputs ? inputs.error() : bond.error());
    QUrl target = inbox;
    if (target.isEmpty()) {
        if (inputs->data.empty())
            return fail(ErrorKind::Invalid, u"no datanet has an inbox for the files of this round"_s,
                        u"name one with --inbox"_s);
        const auto datanet = readDatanet(network, *snapshot, inputs->data.front().datanet, context);
        if (!datanet)
            return fail(datanet.error());
        const auto texts = requireValue(datanet->texts, u"the inbox of datanet %1"_s.arg(datanet->id));
        if (!texts)
            return fail(texts.error());
        target = QUrl(texts->inbox);
    }
    context.step(u"Sending the files"_s);
    const auto locator = uploadRound(target, files->folder, files->log, context);
    if (!locator)
        return fail(locator.error());
    context.step(u"Proposing the result"_s);
    const auto sent = send(network,
                           contracts->attribution.propose(detail::proposalOf(*statement, key.address(), *locator),
                                                          *settlement, *locator, *bond),
                           key, context);
    return sent ? Result<RoundProposal>(RoundProposal{*locator, *bond}) : fail(sent.error());
}

Result<chain::Receipt> finalizeRound(const Network &network, std::uint64_t model, std::uint64_t epoch,
                                     const crypto::SecretKey &key, base::TaskContext &context)
{
    const auto live = readLiveRound(network, model, epoch, context);
    if (!live)
        return fail(live.error());
    if (live->status.state == ProposalState::Proposed && live->time <= live->status.deadline)
        return fail(ErrorKind::Denied, u"anyone may object until "_s + detail::whenText(live->status.deadline),
                    u"try again then"_s);
    return send(network, live->contracts.attribution.finalize(live->proposal, live->settlement), key, context);
}

Result<chain::Receipt> challengeRound(const Network &network, std::uint64_t model, std::uint64_t epoch,
                                      base::ByteView pack, const crypto::SecretKey &key, base::TaskContext &context)
{
    const auto live = readLiveRound(network, model, epoch, context);
    if (!live)
        return fail(live.error());
    return send(network,
                live->contracts.attribution.challenge(live->proposal, crypto::keccak256(pack),
                                                      live->parameters.wei(chain::ParameterKey::DisputeBond)),
                key, context);
}

} // namespace datanet::sync

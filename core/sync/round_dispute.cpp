#include "sync/round_dispute.h"

#include "crypto/derivation.h"
#include "crypto/digest.h"
#include "sync/model_registry.h"
#include "sync/payout_facts.h"
#include "sync/preimages.h"
#include "sync/round_statement.h"
#include "sync/transactor.h"

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;
using base::Uint256;
using chain::CaseStage;
using chain::Ruling;
using chain::SeatState;

namespace {

constexpr auto kSaltInfo = "salt of a juror's vote, version 1";

// What the panel's stage is, at the snapshot's time.
struct Stage
{
    chain::JuryPanel panel;
    std::uint64_t time = 0;
    std::uint64_t block = 0;
    std::uint64_t drawDelay = 0;
    std::uint64_t revealWindow = 0;

    [[nodiscard]] bool isDrawable() const
    {
        const std::uint64_t seed = panel.seedBlock != 0 ? panel.seedBlock : panel.openedBlock + drawDelay;
        return time <= panel.deadline && block > seed;
    }
    [[nodiscard]] bool isRevealOpen() const { return panel.sealedCount == panel.size || time > panel.deadline; }
    [[nodiscard]] std::uint64_t revealEnd() const { return panel.deadline + revealWindow; }
    [[nodiscard]] bool isJudgeable() const
    {
        if (panel.stage == CaseStage::Drawing)
            return time > panel.deadline;
        return time > revealEnd() || (isRevealOpen() && panel.openedCount + panel.exposedCount == panel.size);
    }
};

DisputeTask taskAt(const Stage &stage, const std::optional<chain::JurySeat> &mine)
{
    if (stage.panel.stage == CaseStage::Finished)
        return DisputeTask::Done;
    if (stage.isJudgeable())
        return DisputeTask::Judge;
    if (stage.panel.stage == CaseStage::Drawing)
        return stage.isDrawable() ? DisputeTask::Draw : DisputeTask::Wait;
    if (mine && mine->state == SeatState::Drawn && stage.time <= stage.panel.deadline)
        return DisputeTask::Vote;
    if (mine && mine->state == SeatState::Sealed && stage.isRevealOpen())
        return DisputeTask::Reveal;
    return DisputeTask::Wait;
}

std::uint64_t endOf(const Stage &stage)
{
    switch (stage.panel.stage) {
    case CaseStage::Drawing:
        return stage.panel.deadline;
    case CaseStage::Voting:
        return stage.isRevealOpen() ? stage.revealEnd() : stage.panel.deadline;
    case CaseStage::None:
    case CaseStage::Finished:
        break;
    }
    return 0;
}

// A disputed round and everything its calls are made of.
struct Case
{
    chain::ProjectContracts contracts;
    light::Snapshot snapshot;
    PayoutRound round;
    chain::Settlement settlement;
    chain::Proposal proposal;
    RoundDispute dispute;
};

Result<Case> readCase(const Network &network, std::uint64_t model, std::uint64_t epoch, const base::Address &account,
                      base::TaskContext &context)
{
    auto snapshot = network.latest(context);
    auto contracts = contractsOn(network);
    if (!snapshot || !contracts)
        return fail(!snapshot ? snapshot.error() : contracts.error());
    auto round = payoutRound(network, *snapshot, model, epoch, context);
    if (!round)
        return fail(round.error());
    auto dispute = readDispute(network, *snapshot, *round, account, context);
    if (!dispute)
        return fail(dispute.error());
    const auto settlement = requireValue(round->settlement, u"the settlement of epoch %1"_s.arg(epoch));
    const auto proposed = requireValue(*round->proposal, u"the proposal for epoch %1"_s.arg(epoch));
    if (!settlement || !proposed)
        return fail(!settlement ? settlement.error() : proposed.error());
    return Case{std::move(*contracts), std::move(*snapshot), std::move(*round),
                *settlement,           proposed->proposal,   std::move(*dispute)};
}

// The model as it was when the round was settled: who may not judge follows from it.
Result<chain::Model> settledModel(const Network &network, Case &found, base::TaskContext &context)
{
    const auto versions = readModelVersions(network, found.snapshot, found.settlement.model, context);
    if (!versions)
        return fail(versions.error());
    for (const ModelEntry &entry : *versions) {
        if (crypto::keccak256(entry.model.preimage()) == found.settlement.modelHash)
            return entry.model;
    }
    return fail(ErrorKind::Corrupt,
                u"the settled version of model %1 is not among its versions"_s.arg(found.settlement.model));
}

chain::JurorVote voteFor(const Network &network, const Case &found, Ruling ruling, const crypto::SecretKey &key)
{
    base::Bytes subject = Uint256(network.profile().chainId).toBytes32().toBytes();
    subject += found.contracts.jury.address().toBytes();
    subject += found.dispute.caseId.toBytes();
    const base::Secret salt = crypto::hkdfSha256(key.secret().view(), subject, kSaltInfo, 32);
    return {found.dispute.caseId, key.address(), ruling, {}, *base::Bytes32::from(salt.view())};
}

Result<std::uint8_t> seatOf(const Case &found, std::uint64_t epoch)
{
    if (!found.dispute.seat)
        return fail(ErrorKind::Denied, u"this account has no seat on the panel about round %1"_s.arg(epoch));
    return *found.dispute.seat;
}

// The state of a seat the panel certainly has.
Result<SeatState> stateOf(const Case &found, std::uint8_t seat)
{
    const auto known = requireValue(found.dispute.seats[seat], u"seat %1 of the panel"_s.arg(seat));
    return known ? Result<SeatState>(known->state) : fail(known.error());
}

} // namespace

QString disputeTaskName(DisputeTask task)
{
    switch (task) {
    case DisputeTask::Wait:
        return u"wait"_s;
    case DisputeTask::Draw:
        return u"draw"_s;
    case DisputeTask::Vote:
        return u"vote"_s;
    case DisputeTask::Reveal:
        return u"reveal"_s;
    case DisputeTask::Judge:
        return u"judge"_s;
    case DisputeTask::Done:
        return u"done"_s;
    }
    Q_UNREACHABLE();
}

QString rulingName(Ruling ruling)
{
    switch (ruling) {
    case Ruling::None:
        return u"none"_s;
    case Ruling::Holds:
        return u"holds"_s;
    case Ruling::Fails:
        return u"fails"_s;
    }
    Q_UNREACHABLE();
}

QString jurorStateName(SeatState state)
{
    switch (state) {
    case SeatState::Drawn:
        return u"drawn"_s;
    case SeatState::Sealed:
        return u"sealed"_s;
    case SeatState::Opened:
        return u"opened"_s;
    case SeatState::Exposed:
        return u"exposed"_s;
    case SeatState::Silent:
        return u"silent"_s;
    }
    Q_UNREACHABLE();
}

Result<RoundDispute> readDispute(const Network &network, light::Snapshot &snapshot, const PayoutRound &round,
                                 const base::Address &account, base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    const auto status = requireValue(round.status, u"the state of epoch %1"_s.arg(round.epoch));
    if (!contracts || !status)
        return fail(!contracts ? contracts.error() : status.error());
    const base::Bytes32 caseId = chain::caseIdOf(round.model, round.epoch, status->attempt);
    auto dispute = snapshot.read(contracts->attribution.dispute(caseId), context);
    auto proven = snapshot.read(contracts->jury.panel(caseId), context);
    if (!dispute || !proven)
        return fail(!dispute ? dispute.error() : proven.error());
    const auto panel = requireValue(*proven, u"the panel about round %1"_s.arg(round.epoch));
    if (!panel)
        return fail(panel.error());
    if (panel->stage == CaseStage::None)
        return fail(ErrorKind::NotFound, u"nobody asked the outside panel about round %1"_s.arg(round.epoch),
                    u"datanet epoch challenge %1 --pack FILE asks it"_s.arg(round.model));
    const auto parameters = readParameters(network, snapshot, panel->parametersId, context);
    if (!parameters)
        return fail(parameters.error());
    std::vector<chain::StorageFact<chain::JurySeat>> facts;
    for (std::uint8_t seat = 0; seat < panel->size; ++seat)
        facts.push_back(contracts->jury.seat(caseId, seat));
    auto seats = snapshot.readAll(facts, context);
    if (!seats)
        return fail(seats.error());
    std::optional<std::uint8_t> own;
    std::optional<chain::JurySeat> mine;
    for (std::uint8_t seat = 0; seat < panel->size; ++seat) {
        const auto &known = (*seats)[seat];
        if (known.hasValue() && known.value().juror == account) {
            own = seat;
            mine = known.value();
        }
    }
    const Stage stage{*panel, snapshot.block().time, snapshot.block().number,
                      (*parameters)[chain::ParameterKey::DrawDelay], (*parameters)[chain::ParameterKey::RevealWindow]};
    return RoundDispute{caseId, std::move(*dispute), std::move(*proven), std::move(*seats),
                        own,    taskAt(stage, mine), endOf(stage)};
}

Result<std::vector<DisputedRound>> disputedRounds(const Network &network, light::Snapshot &snapshot,
                                                  const base::Address &account, base::TaskContext &context)
{
    constexpr int kModelsAtOnce = 100;
    std::vector<DisputedRound> found;
    for (std::uint64_t after = 0;;) {
        const auto page = listModels(network, snapshot, after, kModelsAtOnce, context);
        if (!page)
            return fail(page.error());
        for (const ListedModel &model : page->models) {
            const auto rounds = payoutRounds(network, snapshot, model.id, context);
            if (!rounds)
                return fail(rounds.error());
            for (const PayoutRound &round : *rounds) {
                if (!round.status.hasValue() || round.status.value().state != ProposalState::Disputed)
                    continue;
                auto dispute = readDispute(network, snapshot, round, account, context);
                if (!dispute)
                    return fail(dispute.error());
                found.push_back({model.id, round.epoch, std::move(*dispute)});
            }
        }
        if (page->models.size() < kModelsAtOnce)
            return found;
        after = page->models.back().id;
    }
}

Result<chain::Receipt> drawJurors(const Network &network, std::uint64_t model, std::uint64_t epoch,
                                  const crypto::SecretKey &key, base::TaskContext &context)
{
    auto found = readCase(network, model, epoch, key.address(), context);
    if (!found)
        return fail(found.error());
    const auto settled = settledModel(network, *found, context);
    if (!settled)
        return fail(settled.error());
    return send(network, found->contracts.attribution.draw(found->proposal, found->settlement, *settled), key, context);
}

Status sealRuling(const Network &network, std::uint64_t model, std::uint64_t epoch, Ruling ruling,
                  const crypto::SecretKey &key, base::TaskContext &context)
{
    auto found = readCase(network, model, epoch, key.address(), context);
    if (!found)
        return fail(found.error());
    const auto seat = seatOf(*found, epoch);
    if (!seat)
        return fail(seat.error());
    const auto state = stateOf(*found, *seat);
    if (!state)
        return fail(state.error());
    const auto hash =
        voteFor(network, *found, ruling, key).hash(network.profile().chainId, found->contracts.jury.address());
    if (*state == SeatState::Drawn) {
        const auto sent = send(network, found->contracts.jury.commit(found->dispute.caseId, *seat, hash), key, context);
        return sent ? Status() : Status(fail(sent.error()));
    }
    const auto proven = found->snapshot.read(found->contracts.jury.vote(found->dispute.caseId, *seat), context);
    if (!proven)
        return fail(proven.error());
    const auto sealedVote = requireValue(*proven, u"the sealed vote"_s);
    if (!sealedVote)
        return fail(sealedVote.error());
    if (*sealedVote != hash)
        return fail(ErrorKind::Denied, u"this account has sealed another vote about round %1"_s.arg(epoch));
    return {};
}

Result<Ruling> sealComputedRuling(const Network &network, std::uint64_t model, std::uint64_t epoch,
                                  const crypto::SecretKey &key, base::TaskContext &context)
{
    const auto check = verifyRound(network, model, epoch, {}, context);
    if (!check)
        return fail(check.error());
    const Ruling ruling = check->matches() ? Ruling::Holds : Ruling::Fails;
    const auto voted = sealRuling(network, model, epoch, ruling, key, context);
    return voted ? Result<Ruling>(ruling) : fail(voted.error());
}

Status openRuling(const Network &network, std::uint64_t model, std::uint64_t epoch, const crypto::SecretKey &key,
                  base::TaskContext &context)
{
    auto found = readCase(network, model, epoch, key.address(), context);
    if (!found)
        return fail(found.error());
    const auto seat = seatOf(*found, epoch);
    if (!seat)
        return fail(seat.error());
    const auto state = stateOf(*found, *seat);
    if (!state)
        return fail(state.error());
    if (*state == SeatState::Opened)
        return {};
    if (*state != SeatState::Sealed)
        return fail(ErrorKind::Denied, u"this account has no sealed vote about round %1"_s.arg(epoch));
    if (found->dispute.task != DisputeTask::Reveal)
        return fail(ErrorKind::Denied, u"votes about round %1 are not opened yet"_s.arg(epoch),
                    u"once all are sealed, or at "_s + detail::whenText(found->dispute.until));
    const auto proven = found->snapshot.read(found->contracts.jury.vote(found->dispute.caseId, *seat), context);
    if (!proven)
        return fail(proven.error());
    const auto sealedVote = requireValue(*proven, u"the sealed vote"_s);
    if (!sealedVote)
        return fail(sealedVote.error());
    for (const Ruling ruling : {Ruling::Holds, Ruling::Fails}) {
        const auto vote = voteFor(network, *found, ruling, key);
        if (vote.hash(network.profile().chainId, found->contracts.jury.address()) != *sealedVote)
            continue;
        const auto sent = send(network, found->contracts.jury.reveal(*seat, vote), key, context);
        return sent ? Status() : Status(fail(sent.error()));
    }
    return fail(ErrorKind::NotFound, u"the vote about round %1 was sealed by another program"_s.arg(epoch),
                u"open it with that program"_s);
}

Result<Ruling> carryOutRuling(const Network &network, std::uint64_t model, std::uint64_t epoch,
                              const crypto::SecretKey &key, base::TaskContext &context)
{
    auto found = readCase(network, model, epoch, key.address(), context);
    if (!found)
        return fail(found.error());
    if (found->dispute.task != DisputeTask::Judge)
        return fail(ErrorKind::Denied,
                    found->dispute.task == DisputeTask::Done ? u"the panel about round %1 has finished"_s.arg(epoch)
                                                             : u"the panel about round %1 is at work"_s.arg(epoch),
                    found->dispute.until == 0 ? QString()
                                              : u"its time ends at "_s + detail::whenText(found->dispute.until));
    const auto sent = send(network, found->contracts.attribution.judge(found->proposal), key, context);
    if (!sent)
        return fail(sent.error());
    auto snapshot = network.latest(context);
    if (!snapshot)
        return fail(snapshot.error());
    const auto after = snapshot->read(found->contracts.attribution.status(model, epoch), context);
    const auto tally = snapshot->read(found->contracts.jury.panel(found->dispute.caseId), context);
    if (!after || !tally)
        return fail(!after ? after.error() : tally.error());
    const auto status = requireValue(*after, u"the state of epoch %1"_s.arg(epoch));
    const auto panel = requireValue(*tally, u"the panel about round %1"_s.arg(epoch));
    if (!status || !panel)
        return fail(!status ? status.error() : panel.error());
    if (status->judged)
        return Ruling::Holds;
    // An undecided case brings the proposal down as well.
    return panel->fails > panel->holds ? Ruling::Fails : Ruling::None;
}

Result<chain::Receipt> giveUpRound(const Network &network, std::uint64_t model, std::uint64_t epoch,
                                   const crypto::SecretKey &key, base::TaskContext &context)
{
    auto snapshot = network.latest(context);
    const auto contracts = contractsOn(network);
    if (!snapshot || !contracts)
        return fail(!snapshot ? snapshot.error() : contracts.error());
    const auto round = payoutRound(network, *snapshot, model, epoch, context);
    if (!round)
        return fail(round.error());
    const auto settlement = requireValue(round->settlement, u"the settlement of epoch %1"_s.arg(epoch));
    const auto state = requireValue(round->state, u"the state of epoch %1"_s.arg(epoch));
    const auto status = requireValue(round->status, u"what was proposed for epoch %1"_s.arg(epoch));
    if (!settlement || !state || !status)
        return fail(!settlement ? settlement.error() : !state ? state.error() : status.error());
    const bool isLive = status->state == ProposalState::Proposed || status->state == ProposalState::Disputed;
    if (*state == EpochState::Void && isLive) {
        // Its log was refuted: the proposal goes first, with its bonds.
        const auto proposed = requireValue(*round->proposal, u"the proposal for epoch %1"_s.arg(epoch));
        if (!proposed)
            return fail(proposed.error());
        const auto dropped = send(network, contracts->attribution.drop(proposed->proposal), key, context);
        if (!dropped)
            return fail(dropped.error());
    }
    return send(network, contracts->attribution.giveUp(*settlement), key, context);
}

Result<Uint256> reclaimFees(const Network &network, std::uint64_t model, std::uint64_t epoch,
                            const base::Address &payer, const crypto::SecretKey &key, base::TaskContext &context)
{
    auto snapshot = network.latest(context);
    const auto contracts = contractsOn(network);
    if (!snapshot || !contracts)
        return fail(!snapshot ? snapshot.error() : contracts.error());
    const auto state = snapshot->read(contracts->inference.state(model, epoch), context);
    const auto proven = snapshot->read(contracts->inference.charge(model, epoch, payer), context);
    if (!state || !proven)
        return fail(!state ? state.error() : proven.error());
    const auto how = requireValue(*state, u"the state of epoch %1"_s.arg(epoch));
    const auto hash = requireValue(*proven, u"what epoch %1 was paid with"_s.arg(epoch));
    if (!how || !hash)
        return fail(!how ? how.error() : hash.error());
    if (*how != chain::EpochState::Void)
        return fail(ErrorKind::Denied, u"round %1 of model %2 was not given up"_s.arg(epoch).arg(model));
    if (*hash == base::Bytes32())
        return fail(ErrorKind::NotFound,
                    u"this account has nothing left in round %1 of model %2"_s.arg(epoch).arg(model));
    const auto logs = eventLogs(network, *snapshot, contracts->inference, u"Charged"_s,
                                {chain::asTopic(model), chain::asTopic(epoch), chain::asTopic(payer)}, context);
    if (!logs)
        return fail(logs.error());
    for (const auto &log : *logs) {
        const auto charge = contracts->inference.charged(log);
        if (!charge || charge->hash() != *hash)
            continue;
        const auto sent = send(network, contracts->inference.reclaim(*charge), key, context);
        return sent ? Result<Uint256>(charge->fee) : fail(sent.error());
    }
    return fail(ErrorKind::Unproven, u"no server gives what the chain holds the hash of"_s,
                u"try again later, or name another server of this network"_s);
}

} // namespace datanet::sync

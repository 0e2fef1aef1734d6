#include "chain/bindings/attribution.h"

#include "base/mul_div.h"
#include "chain/bindings/words.h"
#include "crypto/digest.h"

namespace datanet::chain {

using base::Address;
using base::Bytes32;
using base::Digest;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Uint256;
using namespace Qt::StringLiterals;

namespace {

std::uint8_t number(LeafKind kind)
{
    return static_cast<std::uint8_t>(kind);
}

// Proposed: model, epoch, proposer, proposal, locator.
Result<AttributionContract::Proposed> proposalOf(const Result<std::vector<abi::Value>> &values)
{
    if (!values)
        return fail(values.error());
    MemberReader reader{std::span<const abi::Value>(*values)};
    for (int i = 0; i < 3; ++i)
        (void)reader.any();
    const auto proposal = Proposal::from(reader.any());
    AttributionContract::Proposed result;
    result.locator = reader.text();
    if (!proposal || !reader.ok())
        return fail(ErrorKind::Invalid, u"the log is no proposal"_s);
    result.proposal = *proposal;
    return result;
}

} // namespace

Result<Call> AttributionContract::propose(const Proposal &proposal, const Settlement &settlement,
                                          const QString &locator, const Uint256 &bond) const
{
    return call(u"propose"_s, {proposal.toValue(), settlement.toValue(), locator}, bond);
}

Result<Call> AttributionContract::finalize(const Proposal &proposal, const Settlement &settlement) const
{
    return call(u"finalize"_s, {proposal.toValue(), settlement.toValue()});
}

Result<Call> AttributionContract::giveUp(const Settlement &settlement) const
{
    return call(u"giveUp"_s, {settlement.toValue()});
}

Result<Call> AttributionContract::drop(const Proposal &proposal) const
{
    return call(u"drop"_s, {proposal.toValue()});
}

Result<Call> AttributionContract::challengeData(const Proposal &proposal, const Settlement &settlement, LeafKind kind,
                                                std::uint64_t index, const Uint256 &bond) const
{
    return call(u"challengeData"_s, {proposal.toValue(), settlement.toValue(), number(kind), index}, bond);
}

Result<Call> AttributionContract::answerLog(const Proposal &proposal, const Settlement &settlement,
                                            const AnswerReceipt &receipt, const PositionalProof &proof) const
{
    return call(u"answerLog"_s, {proposal.toValue(), settlement.toValue(), receipt.toValue(), proof.toValue()});
}

Result<Call> AttributionContract::answerAttribution(const Proposal &proposal, std::uint64_t inference,
                                                    std::uint64_t contribution, std::uint32_t position,
                                                    const Address &account, const Uint256 &credit,
                                                    const PositionalProof &proof) const
{
    return call(u"answerAttribution"_s,
                {proposal.toValue(), inference, contribution, position, account, credit, proof.toValue()});
}

Result<Call> AttributionContract::answerBeyond(const Proposal &proposal, std::uint64_t index, const Uint256 &count,
                                               const Bytes32 &top) const
{
    return call(u"answerBeyond"_s, {proposal.toValue(), index, count, top});
}

Result<Call> AttributionContract::answerReward(const Proposal &proposal, const RewardProof &proof) const
{
    return call(u"answerReward"_s, {proposal.toValue(), proof.toValue()});
}

Result<Call> AttributionContract::voidForSilence(const Proposal &proposal, LeafKind kind, std::uint64_t index) const
{
    return call(u"voidForSilence"_s, {proposal.toValue(), number(kind), index});
}

Result<Call> AttributionContract::releaseDemand(std::uint64_t model, std::uint64_t epoch, std::uint16_t attempt,
                                                LeafKind kind, std::uint64_t index) const
{
    return call(u"releaseDemand"_s, {model, epoch, attempt, number(kind), index});
}

Result<Call> AttributionContract::challenge(const Proposal &proposal, const Bytes32 &reasonsHash,
                                            const Uint256 &bond) const
{
    return call(u"challenge"_s, {proposal.toValue(), reasonsHash}, bond);
}

Result<Call> AttributionContract::draw(const Proposal &proposal, const Settlement &settlement, const Model &model) const
{
    return call(u"draw"_s, {proposal.toValue(), settlement.toValue(), model.toValue()});
}

Result<Call> AttributionContract::judge(const Proposal &proposal) const
{
    return call(u"judge"_s, {proposal.toValue()});
}

Result<Call> AttributionContract::proveFall(const Proposal &proposal, const RewardProof &before,
                                            const RewardProof &later) const
{
    return call(u"proveFall"_s, {proposal.toValue(), before.toValue(), later.toValue()});
}

Result<Call> AttributionContract::proveTwice(const Proposal &proposal, const RewardProof &one,
                                             const RewardProof &other) const
{
    return call(u"proveTwice"_s, {proposal.toValue(), one.toValue(), other.toValue()});
}

Result<Call> AttributionContract::proveSum(const Proposal &proposal, const SumNodeProof &node) const
{
    return call(u"proveSum"_s, {proposal.toValue(), node.proofValue(), node.partsValue()});
}

Result<Call> AttributionContract::collect(const Address &to) const
{
    return call(u"collect"_s, {to});
}

StorageFact<Bytes32> AttributionContract::proposal(std::uint64_t model, std::uint64_t epoch) const
{
    return hashFact(variable(u"proposals"_s).at(Uint256(model)).at(Uint256(epoch)));
}

StorageFact<ProposalStatus> AttributionContract::status(std::uint64_t model, std::uint64_t epoch) const
{
    return structFact<ProposalStatus>(variable(u"_statuses"_s).at(Uint256(model)).at(Uint256(epoch)),
                                      {u"state"_s, u"judged"_s, u"attempt"_s, u"openDemands"_s, u"parametersId"_s,
                                       u"demandUntil"_s, u"deadline"_s, u"bondGwei"_s},
                                      [](std::span<const Uint256> parts) {
                                          return ProposalStatus{static_cast<ProposalState>(asNumber(parts[0])),
                                                                !parts[1].isZero(),
                                                                static_cast<std::uint16_t>(asNumber(parts[2])),
                                                                static_cast<std::uint16_t>(asNumber(parts[3])),
                                                                static_cast<std::uint32_t>(asNumber(parts[4])),
                                                                asNumber(parts[5]),
                                                                asNumber(parts[6]),
                                                                asNumber(parts[7])};
                                      });
}

StorageFact<EpochProgress> AttributionContract::progress(std::uint64_t model) const
{
    return structFact<EpochProgress>(variable(u"progress"_s).at(Uint256(model)), {u"resolved"_s, u"resolvedAt"_s},
                                     [](std::span<const Uint256> parts) {
                                         return EpochProgress{asNumber(parts[0]), asNumber(parts[1])};
                                     });
}

StorageFact<Dispute> AttributionContract::dispute(const Bytes32 &caseId) const
{
    return structFact<Dispute>(variable(u"disputes"_s).at(caseId), {u"challenger"_s, u"bondGwei"_s},
                               [](std::span<const Uint256> parts) {
                                   return Dispute{asAddress(parts[0]), asNumber(parts[1])};
                               });
}

StorageFact<DataDemand> AttributionContract::demand(const Bytes32 &demandId) const
{
    return structFact<DataDemand>(variable(u"demands"_s).at(demandId), {u"challenger"_s, u"bondGwei"_s, u"deadline"_s},
                                  [](std::span<const Uint256> parts) {
                                      return DataDemand{asAddress(parts[0]), asNumber(parts[1]), asNumber(parts[2])};
                                  });
}

StorageFact<Uint256> AttributionContract::owed(const Address &account) const
{
    return numberFact(variable(u"owed"_s).at(account));
}

Result<AttributionContract::Proposed> AttributionContract::proposed(const Receipt &receipt) const
{
    return proposalOf(event(u"Proposed"_s, receipt));
}

Result<AttributionContract::Proposed> AttributionContract::proposed(const Receipt::Log &log) const
{
    return proposalOf(event(u"Proposed"_s, log));
}

Result<AttributionContract::Demanded> AttributionContract::demanded(const Receipt::Log &log) const
{
    const auto values = event(u"DataDemanded"_s, log);
    if (!values)
        return fail(values.error());
    MemberReader reader{std::span<const abi::Value>(*values)};
    std::uint64_t model = 0, epoch = 0;
    std::uint8_t kind = 0;
    Address challenger;
    Demanded made;
    reader.number(model);
    reader.number(epoch);
    reader.number(kind);
    reader.number(made.index);
    reader.address(challenger);
    made.kind = static_cast<LeafKind>(kind);
    if (!reader.ok()
        || (made.kind != LeafKind::Attribution && made.kind != LeafKind::Reward && made.kind != LeafKind::Answer))
        return fail(ErrorKind::Invalid, u"the log is no demand"_s);
    return made;
}

Uint256 proposalBondFor(const ParameterValues &parameters, const Uint256 &atRisk)
{
    constexpr std::uint64_t gwei = 1'000'000'000;
    const Uint256 points(parameters[ParameterKey::ProposalBondShare]);
    // A share of at most the whole, so that it is in range; rounded up to whole gwei.
    const auto [whole, rest] = *base::mulDiv(atRisk, points, 10'000)->dividedBy(gwei);
    const Uint256 share = *whole.plus(rest.isZero() ? 0 : 1)->times(gwei);
    return *parameters.wei(ParameterKey::ProposalBond).plus(share);
}

Digest caseIdOf(std::uint64_t model, std::uint64_t epoch, std::uint16_t attempt)
{
    return crypto::keccak256(WordWriter().number(model).number(epoch).number(attempt).bytes());
}

Digest demandIdOf(std::uint64_t model, std::uint64_t epoch, std::uint16_t attempt, LeafKind kind, std::uint64_t index)
{
    return crypto::keccak256(
        WordWriter().number(model).number(epoch).number(attempt).number(number(kind)).number(index).bytes());
}

} // namespace datanet::chain

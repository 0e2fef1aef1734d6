#pragma once

#include "chain/bindings/bound_contract.h"
#include "chain/bindings/parameters.h"
#include "chain/bindings/reward_types.h"

namespace datanet::chain {

// Attribution._statuses[model][epoch]
struct ProposalStatus
{
    ProposalState state = ProposalState::None;
    bool judged = false; // a panel has upheld it
    std::uint16_t attempt = 0; // proposals so far
    std::uint16_t openDemands = 0;
    std::uint32_t parametersId = 0;
    std::uint64_t demandUntil = 0;
    std::uint64_t deadline = 0; // Proposed: final afterwards; Void: the next proposal by then
    std::uint64_t bondGwei = 0;

    bool operator==(const ProposalStatus &) const = default;
};

// Attribution.progress[model]
struct EpochProgress
{
    std::uint64_t resolved = 0; // the newest settled epoch that is final or void
    std::uint64_t resolvedAt = 0;

    bool operator==(const EpochProgress &) const = default;
};

// Attribution.disputes[case]
struct Dispute
{
    base::Address challenger;
    std::uint64_t bondGwei = 0; // 0 once settled

    bool operator==(const Dispute &) const = default;
};

// Attribution.demands[demand]
struct DataDemand
{
    base::Address challenger; // zero once settled or never made
    std::uint64_t bondGwei = 0;
    std::uint64_t deadline = 0;

    bool operator==(const DataDemand &) const = default;
};

// Proposals of who earned what, and the ways to bring a wrong one down.
class AttributionContract : public BoundContract
{
public:
    AttributionContract(const ContractSet &contracts, const base::Address &address)
        : BoundContract(contracts, u"Attribution", address)
    {
    }

    // bond: at least proposalBondFor(); whole gwei.
    [[nodiscard]] base::Result<Call> propose(const Proposal &proposal, const Settlement &settlement,
                                             const QString &locator, const base::Uint256 &bond) const;
    [[nodiscard]] base::Result<Call> finalize(const Proposal &proposal, const Settlement &settlement) const;
    [[nodiscard]] base::Result<Call> giveUp(const Settlement &settlement) const;
    [[nodiscard]] base::Result<Call> drop(const Proposal &proposal) const;

    // Demands for single leaves; bond: ParameterValues::wei(DataBond).
    [[nodiscard]] base::Result<Call> challengeData(const Proposal &proposal, const Settlement &settlement,
                                                   LeafKind kind, std::uint64_t index, const base::Uint256 &bond) const;
    [[nodiscard]] base::Result<Call> answerLog(const Proposal &proposal, const Settlement &settlement,
                                               const AnswerReceipt &receipt, const PositionalProof &proof) const;
    [[nodiscard]] base::Result<Call> answerAttribution(const Proposal &proposal, std::uint64_t inference,
                                                       std::uint64_t contribution, std::uint32_t position,
                                                       const base::Address &account, const base::Uint256 &credit,
                                                       const PositionalProof &proof) const;
    // That the attribution tree ends before the index.
    [[nodiscard]] base::Result<Call> answerBeyond(const Proposal &proposal, std::uint64_t index,
                                                  const base::Uint256 &count, const base::Bytes32 &top) const;
    [[nodiscard]] base::Result<Call> answerReward(const Proposal &proposal, const RewardProof &proof) const;
    [[nodiscard]] base::Result<Call> voidForSilence(const Proposal &proposal, LeafKind kind, std::uint64_t index) const;
    [[nodiscard]] base::Result<Call> releaseDemand(std::uint64_t model, std::uint64_t epoch, std::uint16_t attempt,
                                                   LeafKind kind, std::uint64_t index) const;

    // The outside panel; bond: ParameterValues::wei(DisputeBond). Votes go to the Jury contract.
    [[nodiscard]] base::Result<Call> challenge(const Proposal &proposal, const base::Bytes32 &reasonsHash,
                                               const base::Uint256 &bond) const;
    [[nodiscard]] base::Result<Call> draw(const Proposal &proposal, const Settlement &settlement,
                                          const Model &model) const;
    [[nodiscard]] base::Result<Call> judge(const Proposal &proposal) const;

    // Arithmetic that is wrong: an amount that fell or an account that was lost, an account at two places, a false sum.
    [[nodiscard]] base::Result<Call> proveFall(const Proposal &proposal, const RewardProof &before,
                                               const RewardProof &later) const;
    [[nodiscard]] base::Result<Call> proveTwice(const Proposal &proposal, const RewardProof &one,
                                                const RewardProof &other) const;
    [[nodiscard]] base::Result<Call> proveSum(const Proposal &proposal, const SumNodeProof &node) const;
    [[nodiscard]] base::Result<Call> collect(const base::Address &to) const;

    [[nodiscard]] StorageFact<base::Bytes32> proposal(std::uint64_t model, std::uint64_t epoch) const;
    [[nodiscard]] StorageFact<ProposalStatus> status(std::uint64_t model, std::uint64_t epoch) const;
    [[nodiscard]] StorageFact<EpochProgress> progress(std::uint64_t model) const;
    [[nodiscard]] StorageFact<Dispute> dispute(const base::Bytes32 &caseId) const;
    [[nodiscard]] StorageFact<DataDemand> demand(const base::Bytes32 &demandId) const;
    [[nodiscard]] StorageFact<base::Uint256> owed(const base::Address &account) const;

    struct Proposed
    {
        Proposal proposal;
        QString locator;
    };
    struct Demanded
    {
        LeafKind kind = LeafKind::Reward;
        std::uint64_t index = 0;
    };
    // The event DataDemanded; filter() takes {model, epoch}.
    [[nodiscard]] base::Result<Demanded> demanded(const Receipt::Log &log) const;
    // The event Proposed; filter() takes {model, epoch, proposer}.
    [[nodiscard]] base::Result<Proposed> proposed(const Receipt &receipt) const;
    [[nodiscard]] base::Result<Proposed> proposed(const Receipt::Log &log) const;
};

// The least bond of a proposal that puts this much at risk (what accounts have not claimed of its sum), in wei, whole
// gwei: Attribution.bondFor.
[[nodiscard]] base::Uint256 proposalBondFor(const ParameterValues &parameters, const base::Uint256 &atRisk);

// Keys of disputes (and of the Jury's cases) and of demands.
[[nodiscard]] base::Digest caseIdOf(std::uint64_t model, std::uint64_t epoch, std::uint16_t attempt);
[[nodiscard]] base::Digest demandIdOf(std::uint64_t model, std::uint64_t epoch, std::uint16_t attempt, LeafKind kind,
                                      std::uint64_t index);

} // namespace datanet::chain

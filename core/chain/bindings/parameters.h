#pragma once

#include "chain/bindings/bound_contract.h"
#include "chain/informedness.h"

#include <array>

namespace datanet::chain {

// The agreed numbers (core/chain/contracts/README.md, "Parameters"): windows in seconds, amounts in gwei, splits in
// basis points.
enum class ParameterKey : std::uint8_t {
    BondPerRecord,
    MaximumRecords,
    ReviewerStake,
    JurorStake,
    SubmissionFee,
    OpenWindow,
    DrawWindow,
    DrawDelay, // blocks
    DeliveryWindow,
    CommitWindow,
    RevealWindow,
    AppealWindow,
    PublishWindow,
    PriorityHold,
    StakeCooldown,
    SeatPenalty,
    PanelSize,
    Quorum,
    AppealPanelSize,
    AppealQuorum,
    AppealBond,
    SplitModel,
    SplitContributors,
    SplitReviewers,
    SplitStakers,
    SplitTreasury,
    PlatformFee, // gwei an answer
    EpochLength,
    RefundNotice,
    ProposeWindow,
    ChallengeWindow,
    DataWindow,
    ProposalBond,
    ProposalBondShare, // basis points of the money at risk
    DataBond,
    DisputeBond,
    RecoveryDelay,
    LeastInformedness, // basis points; 0, as on networks founded before there was the rule, switches it off
    LeastEvidence,
    EvidenceMemory,
};
inline constexpr std::size_t kParameterCount = 40;

// One set of parameters, by key.
struct ParameterValues
{
    std::array<std::uint64_t, kParameterCount> values{};

    [[nodiscard]] std::uint64_t operator[](ParameterKey key) const { return values[static_cast<std::size_t>(key)]; }
    // The exact coins that commit takes for this many records.
    [[nodiscard]] base::Uint256 bondWei(std::uint32_t count) const;
    [[nodiscard]] base::Uint256 wei(ParameterKey gweiKey) const;
    [[nodiscard]] InformednessRule informednessRule() const;
    bool operator==(const ParameterValues &) const = default;
};

// For a new practice chain and for a real one; a deployment may choose others inside the contract's bounds.
[[nodiscard]] const ParameterValues &practiceParameters();
[[nodiscard]] const ParameterValues &realParameters();

class ParametersContract : public BoundContract
{
public:
    ParametersContract(const ContractSet &contracts, const base::Address &address)
        : BoundContract(contracts, u"Parameters", address)
    {
    }

    [[nodiscard]] base::Result<Call> set(const std::vector<std::pair<ParameterKey, std::uint64_t>> &changes) const;

    [[nodiscard]] StorageFact<base::Address> owner() const;
    [[nodiscard]] StorageFact<base::Address> treasury() const;
    [[nodiscard]] StorageFact<std::uint64_t> currentId() const;
    [[nodiscard]] StorageFact<bool> isPractice() const;
    // All values of one set.
    [[nodiscard]] StorageFact<ParameterValues> values(std::uint32_t id) const;
    [[nodiscard]] StorageFact<std::uint64_t> since(std::uint32_t id) const;
};

} // namespace datanet::chain

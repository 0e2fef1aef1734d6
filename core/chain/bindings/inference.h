#pragma once

#include "chain/bindings/bound_contract.h"
#include "chain/bindings/reward_types.h"

namespace datanet::chain {

// Inference.clocks[model]: the open epoch.
struct EpochClock
{
    std::uint64_t epoch = 0; // 0 before the first deposit
    std::uint64_t lastSettled = 0;
    std::uint64_t openedAt = 0;
    std::uint32_t parametersId = 0;

    bool operator==(const EpochClock &) const = default;
};

// Inference.escrows[model][payer]
struct Escrow
{
    base::Uint256 balance;
    std::uint64_t noticeEpoch = 0; // a refund was asked for in this epoch; 0 when none is
    std::uint64_t noticeAt = 0;

    bool operator==(const Escrow &) const = default;
};

// Inference.holdings[model]
struct Holding
{
    base::Uint256 escrowed;
    base::Uint256 settled; // charged and neither paid out nor returned

    bool operator==(const Holding &) const = default;
};

// Payers' escrow, and epochs from their first receipt to their settlement.
class InferenceContract : public BoundContract
{
public:
    InferenceContract(const ContractSet &contracts, const base::Address &address)
        : BoundContract(contracts, u"Inference", address)
    {
    }

    [[nodiscard]] base::Result<Call> deposit(std::uint64_t model, const base::Address &payer,
                                             const base::Uint256 &amount) const;
    [[nodiscard]] base::Result<Call> requestRefund(std::uint64_t model) const;
    [[nodiscard]] base::Result<Call> refund(std::uint64_t model, const base::Address &payer) const;
    [[nodiscard]] base::Result<Call> lapse(std::uint64_t model) const;
    // claims: the last receipt of each payer, payers ascending.
    [[nodiscard]] base::Result<Call> settle(const Model &model, const base::Bytes32 &logRoot,
                                            const std::vector<SignedReceipt> &claims) const;
    // Takes the fees of the first payers ahead of settle(), which then names the others only.
    [[nodiscard]] base::Result<Call> chargeAhead(const Model &model, const std::vector<SignedReceipt> &claims) const;
    // A leaf at the charge's last place that is another receipt.
    [[nodiscard]] base::Result<Call> refuteHead(const Settlement &settlement, const Charge &charge,
                                                const base::Bytes32 &id, const PositionalProof &proof) const;
    // A leaf that does not belong to its place, or does not follow the leaf before it.
    [[nodiscard]] base::Result<Call> refuteLink(const Settlement &settlement, const Charge &charge,
                                                const AnswerReceipt &receipt, const PositionalProof &proof,
                                                const base::Bytes32 &idBefore,
                                                const PositionalProof &proofBefore) const;
    [[nodiscard]] base::Result<Call> refuteCount(const Settlement &settlement, const base::Uint256 &count,
                                                 const base::Bytes32 &top) const;
    [[nodiscard]] base::Result<Call> reclaim(const Charge &charge) const;
    [[nodiscard]] base::Result<Call> collect(const base::Address &to) const;

    [[nodiscard]] StorageFact<EpochClock> clock(std::uint64_t model) const;
    [[nodiscard]] StorageFact<Escrow> escrow(std::uint64_t model, const base::Address &payer) const;
    [[nodiscard]] StorageFact<Holding> holding(std::uint64_t model) const;
    [[nodiscard]] StorageFact<EpochState> state(std::uint64_t model, std::uint64_t epoch) const;
    [[nodiscard]] StorageFact<base::Bytes32> settlement(std::uint64_t model, std::uint64_t epoch) const;
    [[nodiscard]] StorageFact<base::Bytes32> charge(std::uint64_t model, std::uint64_t epoch,
                                                    const base::Address &payer) const;
    // How many payers of the open epoch were charged ahead.
    [[nodiscard]] StorageFact<std::uint64_t> chargedAhead(std::uint64_t model, std::uint64_t epoch) const;
    [[nodiscard]] StorageFact<base::Uint256> owed(const base::Address &account) const;

    // Events; filter() takes {model, epoch}, for Charged {model, epoch, payer}.
    [[nodiscard]] base::Result<Settlement> settled(const Receipt &receipt) const;
    [[nodiscard]] base::Result<Settlement> settled(const Receipt::Log &log) const;
    [[nodiscard]] base::Result<Charge> charged(const Receipt::Log &log) const;
};

} // namespace datanet::chain

#pragma once

#include "chain/bindings/bound_contract.h"
#include "chain/bindings/types.h"

namespace datanet::chain {

// A payer's word that an answer was weak.
struct AnswerFlag
{
    std::uint64_t model = 0;
    std::uint64_t epoch = 0;
    base::Address payer;
    base::Bytes32 inference; // as in the receipt; whether it is one of the payer's says the epoch's log
    std::uint8_t reason = 0; // 1 and up: place in curation::reasonCodes()

    bool operator==(const AnswerFlag &) const = default;
    // What the list of flags commits to: Collection::with.
    [[nodiscard]] base::Digest hash() const;
};

// The part of the Inference contract that keeps flags.
class AnswerFlagsContract : public BoundContract
{
public:
    AnswerFlagsContract(const ContractSet &contracts, const base::Address &inference)
        : BoundContract(contracts, u"Inference", inference)
    {
    }

    // For who pays for answers of that epoch.
    [[nodiscard]] base::Result<Call> flag(std::uint64_t model, std::uint64_t epoch, const base::Bytes32 &inference,
                                          std::uint8_t reason) const;
    [[nodiscard]] StorageFact<Collection> flags(std::uint64_t model, std::uint64_t epoch) const;
    // Event; filter() takes {model, epoch, payer}.
    [[nodiscard]] base::Result<AnswerFlag> flagged(const Receipt::Log &log) const;
};

} // namespace datanet::chain

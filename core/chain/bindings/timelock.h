#pragma once

#include "chain/bindings/bound_contract.h"

namespace datanet::chain {

// What owns the parameters and carries out accepted proposals, after a delay.
class TimelockContract : public BoundContract
{
public:
    TimelockContract(const ContractSet &contracts, const base::Address &address)
        : BoundContract(contracts, u"Timelock", address)
    {
    }

    [[nodiscard]] StorageFact<std::uint64_t> delay() const; // seconds
    // When an operation may be carried out, in seconds since 1970; 0: it is not planned, 1: it was carried out.
    [[nodiscard]] StorageFact<std::uint64_t> dueAt(const base::Bytes32 &operation) const;
};

} // namespace datanet::chain

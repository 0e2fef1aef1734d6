#pragma once

#include "chain/bindings/bound_contract.h"

namespace datanet::chain {

// Votes for coins, one for one: the project's GOpen, or any token of the same shape at another address (the one that
// OpenLedger has published is).
class GOpenContract : public BoundContract
{
public:
    GOpenContract(const ContractSet &contracts, const base::Address &address)
        : BoundContract(contracts, u"GOpen", address)
    {
    }

    // Amounts in the coin's smallest unit.
    [[nodiscard]] base::Result<Call> deposit(const base::Uint256 &amount) const;
    [[nodiscard]] base::Result<Call> withdraw(const base::Uint256 &amount) const;
    // Who votes with the account's tokens: itself, another one, or (zero) nobody.
    [[nodiscard]] base::Result<Call> delegate(const base::Address &to) const;

    [[nodiscard]] StorageFact<base::Uint256> balance(const base::Address &account) const;
    [[nodiscard]] StorageFact<base::Uint256> supply() const;
    // Zero: nobody votes with its tokens.
    [[nodiscard]] StorageFact<base::Address> delegatee(const base::Address &account) const;
    // What the account votes with: its own and others' tokens that were delegated to it.
    [[nodiscard]] CheckpointTrace votes(const base::Address &account) const;
    [[nodiscard]] CheckpointTrace supplies() const;
};

} // namespace datanet::chain

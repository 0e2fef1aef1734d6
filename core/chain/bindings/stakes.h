#pragma once

#include "chain/bindings/bound_contract.h"
#include "chain/bindings/types.h"

namespace datanet::chain {

// Stake of reviewers (scope: the datanet) and jurors (scope 0), the sets that panels are drawn from, encryption keys.
class StakesContract : public BoundContract
{
public:
    StakesContract(const ContractSet &contracts, const base::Address &address)
        : BoundContract(contracts, u"Stakes", address)
    {
    }

    // key: an X25519 public key; zero where one is registered already.
    [[nodiscard]] base::Result<Call> deposit(StakeRole role, std::uint64_t scope, const base::Bytes32 &key,
                                             const base::Uint256 &amount) const;
    [[nodiscard]] base::Result<Call> requestWithdraw(StakeRole role, std::uint64_t scope) const;
    [[nodiscard]] base::Result<Call> withdraw(StakeRole role, std::uint64_t scope) const;
    [[nodiscard]] base::Result<Call> setEncryptionKey(const base::Bytes32 &key) const;
    [[nodiscard]] base::Result<Call> collect(const base::Address &to) const;

    [[nodiscard]] StorageFact<Stake> stake(const base::Address &account, StakeRole role, std::uint64_t scope) const;
    // Zero when none is registered.
    [[nodiscard]] StorageFact<base::Bytes32> encryptionKey(const base::Address &account) const;
    [[nodiscard]] StorageFact<base::Uint256> total() const;
    [[nodiscard]] StorageFact<base::Uint256> owed(const base::Address &account) const;

    // A value that the contract keeps with its history: read how many entries there are, then the last one. No entry
    // means 0 (or nobody).
    [[nodiscard]] StorageFact<std::uint64_t> sizeEntries(StakeRole role, std::uint64_t scope) const;
    [[nodiscard]] StorageFact<std::uint64_t> sizeEntry(StakeRole role, std::uint64_t scope, std::uint64_t entry) const;
    [[nodiscard]] StorageFact<std::uint64_t> memberEntries(StakeRole role, std::uint64_t scope,
                                                           std::uint64_t index) const;
    [[nodiscard]] StorageFact<base::Address> memberEntry(StakeRole role, std::uint64_t scope, std::uint64_t index,
                                                         std::uint64_t entry) const;

private:
    [[nodiscard]] StorageLayout::Place checkpoints(const QString &name, StakeRole role, std::uint64_t scope) const;
};

} // namespace datanet::chain

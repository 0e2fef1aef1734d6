#include "chain/bindings/stakes.h"

namespace datanet::chain {

using base::Address;
using base::Bytes32;
using base::Result;
using base::Uint256;
using namespace Qt::StringLiterals;

namespace {

std::uint8_t number(StakeRole role)
{
    return static_cast<std::uint8_t>(role);
}

} // namespace

Result<Call> StakesContract::deposit(StakeRole role, std::uint64_t scope, const Bytes32 &key,
                                     const Uint256 &amount) const
{
    return call(u"deposit"_s, {number(role), scope, key}, amount);
}

Result<Call> StakesContract::requestWithdraw(StakeRole role, std::uint64_t scope) const
{
    return call(u"requestWithdraw"_s, {number(role), scope});
}

Result<Call> StakesContract::withdraw(StakeRole role, std::uint64_t scope) const
{
    return call(u"withdraw"_s, {number(role), scope});
}

Result<Call> StakesContract::setEncryptionKey(const Bytes32 &key) const
{
    return call(u"setEncryptionKey"_s, {key});
}

Result<Call> StakesContract::collect(const Address &to) const
{
    return call(u"collect"_s, {to});
}

StorageFact<Stake> StakesContract::stake(const Address &account, StakeRole role, std::uint64_t scope) const
{
    return structFact<Stake>(
        variable(u"stakes"_s).at(account).at(Uint256(number(role))).at(Uint256(scope)),
        {u"amount"_s, u"reserved"_s, u"availableAt"_s, u"seat"_s}, [](std::span<const Uint256> parts) {
            return Stake{parts[0], parts[1], asNumber(parts[2]), static_cast<std::uint32_t>(asNumber(parts[3]))};
        });
}

StorageFact<Bytes32> StakesContract::encryptionKey(const Address &account) const
{
    return hashFact(variable(u"encryptionKeys"_s).at(account));
}

StorageFact<Uint256> StakesContract::total() const
{
    return numberFact(variable(u"total"_s));
}

StorageFact<Uint256> StakesContract::owed(const Address &account) const
{
    return numberFact(variable(u"owed"_s).at(account));
}

StorageLayout::Place StakesContract::checkpoints(const QString &name, StakeRole role, std::uint64_t scope) const
{
    return variable(name).at(Uint256(number(role))).at(Uint256(scope));
}

StorageFact<std::uint64_t> StakesContract::sizeEntries(StakeRole role, std::uint64_t scope) const
{
    return number64Fact(checkpoints(u"_sizes"_s, role, scope).member(u"_checkpoints"_s).length());
}

StorageFact<std::uint64_t> StakesContract::sizeEntry(StakeRole role, std::uint64_t scope, std::uint64_t entry) const
{
    return number64Fact(
        checkpoints(u"_sizes"_s, role, scope).member(u"_checkpoints"_s).at(Uint256(entry)).member(u"_value"_s));
}

StorageFact<std::uint64_t> StakesContract::memberEntries(StakeRole role, std::uint64_t scope, std::uint64_t index) const
{
    return number64Fact(checkpoints(u"_members"_s, role, scope).at(Uint256(index)).member(u"_checkpoints"_s).length());
}

StorageFact<Address> StakesContract::memberEntry(StakeRole role, std::uint64_t scope, std::uint64_t index,
                                                 std::uint64_t entry) const
{
    return addressFact(checkpoints(u"_members"_s, role, scope)
                           .at(Uint256(index))
                           .member(u"_checkpoints"_s)
                           .at(Uint256(entry))
                           .member(u"_value"_s));
}

} // namespace datanet::chain

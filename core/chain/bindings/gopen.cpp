#include "chain/bindings/gopen.h"

namespace datanet::chain {

using base::Address;
using base::Result;
using base::Uint256;
using namespace Qt::StringLiterals;

Result<Call> GOpenContract::deposit(const Uint256 &amount) const
{
    return call(u"deposit"_s, {}, amount);
}

Result<Call> GOpenContract::withdraw(const Uint256 &amount) const
{
    return call(u"withdraw"_s, {amount});
}

Result<Call> GOpenContract::delegate(const Address &to) const
{
    return call(u"delegate"_s, {to});
}

StorageFact<Uint256> GOpenContract::balance(const Address &account) const
{
    return numberFact(variable(u"_balances"_s).at(account));
}

StorageFact<Uint256> GOpenContract::supply() const
{
    return numberFact(variable(u"_totalSupply"_s));
}

StorageFact<Address> GOpenContract::delegatee(const Address &account) const
{
    return addressFact(variable(u"_delegatee"_s).at(account));
}

CheckpointTrace GOpenContract::votes(const Address &account) const
{
    return traceAt(variable(u"_delegateCheckpoints"_s).at(account));
}

CheckpointTrace GOpenContract::supplies() const
{
    return traceAt(variable(u"_totalCheckpoints"_s));
}

} // namespace datanet::chain

#include "chain/bindings/openledger/wopen.h"

#include "crypto/digest.h"

namespace datanet::chain {

using base::Address;
using base::fail;
using base::Result;
using base::Uint256;
using namespace Qt::StringLiterals;

namespace {

Result<Call> tokenCall(const Address &token, const char *signature, std::vector<abi::Value> arguments)
{
    auto encoded =
        abi::encode(std::vector(arguments.size(), abi::Type{abi::Type::Kind::Address, 20, {}, {}, {}}), arguments);
    if (!encoded)
        return fail(encoded.error());
    const auto selector = crypto::keccak256(base::ByteView(signature, qsizetype(qstrlen(signature))));
    return Call{token, {}, selector.toBytes().left(4) + *encoded};
}

} // namespace

Result<Call> WopenContract::deposit(const Uint256 &amount) const
{
    return call(u"deposit"_s, {}, amount);
}

Result<Call> WopenContract::withdraw(const Uint256 &amount) const
{
    return call(u"withdraw"_s, {amount});
}

Result<Call> WopenContract::approve(const Address &spender, const Uint256 &amount) const
{
    return call(u"approve"_s, {spender, amount});
}

Result<Call> WopenContract::transfer(const Address &to, const Uint256 &amount) const
{
    return call(u"transfer"_s, {to, amount});
}

StorageFact<Uint256> WopenContract::balance(const Address &account) const
{
    return numberFact(variable(u"balanceOf"_s).at(account));
}

StorageFact<Uint256> WopenContract::allowance(const Address &owner, const Address &spender) const
{
    return numberFact(variable(u"allowance"_s).at(owner).at(spender));
}

Result<Call> tokenBalanceCall(const Address &token, const Address &account)
{
    return tokenCall(token, "balanceOf(address)", {account});
}

Result<Call> tokenAllowanceCall(const Address &token, const Address &owner, const Address &spender)
{
    return tokenCall(token, "allowance(address,address)", {owner, spender});
}

} // namespace datanet::chain

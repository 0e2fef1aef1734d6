#pragma once

#include "chain/bindings/bound_contract.h"

namespace datanet::chain {

// WOPEN: the native coin as a token, 1:1, in wei. Reverts without a reason.
class WopenContract : public BoundContract
{
public:
    WopenContract(const ContractSet &contracts, const base::Address &address)
        : BoundContract(contracts, u"WOPEN", address)
    {
    }

    [[nodiscard]] base::Result<Call> deposit(const base::Uint256 &amount) const;
    [[nodiscard]] base::Result<Call> withdraw(const base::Uint256 &amount) const;
    [[nodiscard]] base::Result<Call> approve(const base::Address &spender, const base::Uint256 &amount) const;
    [[nodiscard]] base::Result<Call> transfer(const base::Address &to, const base::Uint256 &amount) const;

    [[nodiscard]] StorageFact<base::Uint256> balance(const base::Address &account) const;
    [[nodiscard]] StorageFact<base::Uint256> allowance(const base::Address &owner, const base::Address &spender) const;
};

// What any ERC-20 token answers: calls that change nothing, for tokens whose storage nobody knows.
[[nodiscard]] base::Result<Call> tokenBalanceCall(const base::Address &token, const base::Address &account);
[[nodiscard]] base::Result<Call> tokenAllowanceCall(const base::Address &token, const base::Address &owner,
                                                    const base::Address &spender);

} // namespace datanet::chain

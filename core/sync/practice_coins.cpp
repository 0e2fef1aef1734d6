#include "sync/practice_coins.h"

#include "sync/practice_sender.h"

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::fail;
using base::Status;
using base::Uint256;

namespace {

constexpr std::uint64_t kBankCoins = 1'000'000'000'000;
constexpr std::uint64_t kBankReserve = 1'000'000; // below it the bank is filled again

Uint256 wei(std::uint64_t coins)
{
    return Uint256(coins).times(Uint256(1'000'000'000'000'000'000ULL)).value_or(Uint256());
}

} // namespace

Status openPracticeBank(PracticeGate &gate, const PracticeFolders &folders, base::TaskContext &context)
{
    const auto key = programKey(folders, kBank);
    if (!key)
        return fail(key.error());
    chain::HttpTransport transport;
    const chain::NodeClient node(chain::JsonRpcClient(gate.url(), transport));
    const auto balance = node.balance(key->address(), std::nullopt, context);
    if (!balance)
        return fail(balance.error());
    if (*balance >= wei(kBankReserve))
        return {};
    return gate.alone(
        [&](PracticeNode &at) -> Status {
            if (const auto set = at.setBalance(key->address(), wei(kBankCoins), context); !set)
                return set;
            return at.mine(context); // it belongs to no block until one is made
        },
        context);
}

Status givePracticeCoins(PracticeGate &gate, const PracticeFolders &folders, const chain::ContractSet &contracts,
                         const std::vector<base::Address> &accounts, std::uint64_t coins, base::TaskContext &context)
{
    if (accounts.empty())
        return {};
    auto key = programKey(folders, kBank);
    if (!key)
        return fail(key.error());
    PracticeSender bank(gate, contracts, std::move(*key));
    for (const base::Address &account : accounts) {
        const auto balance = bank.node().balance(account, std::nullopt, context);
        if (!balance)
            return fail(balance.error());
        if (!balance->isZero())
            continue;
        const auto paid = bank.send(chain::Call{account, wei(coins), {}}, u"giving practice coins"_s, context);
        if (!paid)
            return fail(paid.error());
    }
    return {};
}

} // namespace datanet::sync

#include "sync/balances.h"

#include "sync/preimages.h"

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;
using base::Uint256;
using light::Proven;

namespace {

Result<Proven<Uint256>> readOwed(const chain::ProjectContracts &contracts, light::Snapshot &snapshot,
                                 const base::Address &account, base::TaskContext &context)
{
    const auto parts = snapshot.readAll<Uint256>(
        {contracts.contributions.owed(account), contracts.reviews.owed(account), contracts.stakes.owed(account)},
        context);
    if (!parts)
        return fail(parts.error());
    return light::joined(*parts).map([](const std::vector<Uint256> &amounts) {
        Uint256 sum;
        // The contracts hold these coins, so the sum cannot leave the range.
        for (const auto &amount : amounts)
            sum = sum.plus(amount).value_or(sum);
        return sum;
    });
}

} // namespace

Result<std::vector<Balance>> readBalances(const Network &network, light::Snapshot &snapshot,
                                          const std::vector<base::Address> &accounts, base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    std::vector<Balance> balances;
    for (const auto &account : accounts) {
        if (context.cancelled())
            return base::cancelled();
        const auto coins = snapshot.balance(account, context);
        if (!coins)
            return fail(coins.error());
        if (!contracts) {
            balances.push_back(
                {account, *coins,
                 Proven<Uint256>::unknown(snapshot.block(), {{u"the contracts are not on this network"_s, {}}})});
            continue;
        }
        const auto owed = readOwed(*contracts, snapshot, account, context);
        if (!owed)
            return fail(owed.error());
        balances.push_back({account, *coins, *owed});
    }
    return balances;
}

Result<Proven<chain::Stake>> readReviewerStake(const Network &network, light::Snapshot &snapshot,
                                               const base::Address &account, std::uint64_t datanet,
                                               base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    return snapshot.read(contracts->stakes.stake(account, chain::StakeRole::Reviewer, datanet), context);
}

} // namespace datanet::sync

#include "sync/staking.h"

#include "chain/call_reader.h"
#include "chain/encryption_key.h"
#include "sync/datanets.h"
#include "sync/preimages.h"
#include "sync/transactor.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using chain::StakeRole;
using light::Proven;

namespace {

// Scope 0 of the juror, then every datanet.
std::vector<StakeStanding> scopesUpTo(std::uint64_t datanets, const light::Snapshot &snapshot)
{
    const auto unread = Proven<chain::Stake>::unknown(snapshot.block(), {});
    std::vector<StakeStanding> all{{StakeRole::Juror, 0, {}, unread}};
    for (std::uint64_t id = 1; id <= std::min(datanets, kMaximumScopes); ++id)
        all.push_back({StakeRole::Reviewer, id, {}, unread});
    return all;
}

Result<std::vector<StakeLoss>> readLosses(const Network &network, const light::Snapshot &snapshot,
                                          const chain::StakesContract &stakes, const base::Address &account,
                                          base::TaskContext &context)
{
    const auto logs = eventLogs(network, snapshot, stakes, u"Slashed"_s, {chain::asTopic(account)}, context);
    if (!logs)
        return fail(logs.error());
    std::vector<StakeLoss> losses;
    for (const auto &log : *logs) {
        const auto values = stakes.event(u"Slashed"_s, log);
        if (!values || !log.place)
            continue;
        const auto number = [&](std::size_t index) {
            const auto *value = (*values)[index].as<base::Uint256>();
            return value ? *value : base::Uint256();
        };
        losses.push_back({static_cast<StakeRole>(chain::asNumber(number(1))), chain::asNumber(number(2)), number(3),
                          log.place->block, log.place->transaction});
    }
    return losses;
}

} // namespace

Result<Staking> readStaking(const Network &network, light::Snapshot &snapshot, const base::Address &account,
                            base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto current = snapshot.read(contracts->parameters.currentId(), context);
    const auto datanets = snapshot.read(contracts->datanets.count(), context);
    const auto owed = snapshot.read(contracts->stakes.owed(account), context);
    if (!current || !datanets || !owed)
        return fail(!current ? current.error() : !datanets ? datanets.error() : owed.error());
    const auto id = static_cast<std::uint32_t>(current->optional().value_or(0));
    const auto terms = snapshot.read(contracts->parameters.values(id), context);
    if (!terms)
        return fail(terms.error());

    auto scopes = scopesUpTo(datanets->optional().value_or(0), snapshot);
    std::vector<chain::StorageFact<chain::Stake>> facts;
    for (const auto &scope : scopes)
        facts.push_back(contracts->stakes.stake(account, scope.role, scope.scope));
    const auto stakes = snapshot.readAll<chain::Stake>(facts, context);
    if (!stakes)
        return fail(stakes.error());
    auto losses = readLosses(network, snapshot, contracts->stakes, account, context);
    if (!losses)
        return fail(losses.error());

    Staking staking{snapshot.block().time,
                    light::combine(*current, *terms, [](auto, const auto &values) { return values; }),
                    {},
                    *owed,
                    std::move(*losses),
                    snapshot.level() == light::Level::OwnNode ? light::Level::OwnNode : light::Level::Reported};
    for (std::size_t i = 0; i < scopes.size(); ++i) {
        auto &scope = scopes[i];
        scope.stake = (*stakes)[i];
        if (scope.stake.hasValue() && scope.stake.value().amount.isZero())
            continue;
        if (scope.scope > 0) {
            const auto datanet = readDatanet(network, snapshot, scope.scope, context);
            if (!datanet && datanet.error().kind == ErrorKind::Cancelled)
                return fail(datanet.error());
            if (datanet && datanet->texts.hasValue())
                scope.title = datanet->texts.value().name;
        }
        staking.stakes.push_back(std::move(scope));
    }
    return staking;
}

StakeExit exitOf(const chain::Stake &stake, std::uint64_t time)
{
    if (stake.availableAt == 0)
        return StakeExit::Staked;
    if (time < stake.availableAt)
        return StakeExit::Waiting;
    return stake.reserved.isZero() ? StakeExit::Ready : StakeExit::Held;
}

Result<base::Digest> putAtStake(const Network &network, StakeRole role, std::uint64_t scope,
                                const base::Uint256 &amount, const crypto::SecretKey &key, base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto recipient = chain::encryptionIdentity(key).recipient();
    const auto call = contracts->stakes.deposit(role, scope, recipient.publicKey, amount);
    const auto receipt = call ? send(network, *call, key, context) : fail(call.error());
    if (!receipt)
        return fail(receipt.error());
    return receipt->transactionHash;
}

Result<StakeReturn> takeFromStake(const Network &network, StakeRole role, std::uint64_t scope,
                                  const crypto::SecretKey &key, base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto account = key.address();
    auto snapshot = network.latest(context);
    if (!snapshot)
        return fail(snapshot.error());
    const auto proven = snapshot->read(contracts->stakes.stake(account, role, scope), context);
    const auto stake = proven ? requireValue(*proven, u"the stake"_s) : fail(proven.error());
    if (!stake)
        return fail(stake.error());
    if (stake->amount.isZero())
        return fail(ErrorKind::NotFound, u"nothing is staked there"_s, u"datanet wallet stakes"_s);
    const auto exit = exitOf(*stake, snapshot->block().time);
    const auto time = QDateTime::fromSecsSinceEpoch(static_cast<qint64>(stake->availableAt), Qt::UTC);
    if (exit == StakeExit::Waiting)
        return fail(ErrorKind::Denied, u"the stake can be taken after %1"_s.arg(time.toString(Qt::ISODate)));
    if (exit == StakeExit::Held)
        return fail(
            ErrorKind::Denied,
            u"a running panel still holds %1 of it"_s.arg(chain::coinText(stake->reserved, network.profile().coin)),
            u"open the sealed vote, or wait until the round is over"_s);
    const bool takes = exit == StakeExit::Ready;
    const auto call = takes ? contracts->stakes.withdraw(role, scope) : contracts->stakes.requestWithdraw(role, scope);
    const auto receipt = call ? send(network, *call, key, context) : fail(call.error());
    if (!receipt)
        return fail(receipt.error());
    StakeReturn done{takes, stake->availableAt, stake->amount, receipt->transactionHash};
    if (!takes) {
        const auto values = contracts->stakes.event(u"WithdrawRequested"_s, *receipt);
        const auto *until = values ? values->back().as<base::Uint256>() : nullptr;
        if (!until)
            return fail(ErrorKind::Network, u"the server's receipt does not say when the stake can be taken"_s,
                        u"datanet wallet stakes"_s);
        done.availableAt = chain::asNumber(*until);
    }
    return done;
}

} // namespace datanet::sync

#include "sync/token_staking.h"

#include "chain/bindings/openledger/wopen.h"
#include "sync/preimages.h"
#include "sync/published_reading.h"
#include "sync/transactor.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>
#include <map>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Uint256;
using light::Proven;

namespace {

constexpr std::size_t kMostListed = 200;

Result<chain::StakingContract> stakingOn(const Network &network)
{
    const auto known = network.profile().contract(u"Staking"_s);
    if (!known)
        return fail(ErrorKind::NotFound,
                    u"the network \"%1\" has no Staking contract that is known here"_s.arg(network.profile().id),
                    u"name it, from a source you trust: datanet network contract Staking ADDRESS"_s);
    return chain::StakingContract(network.contracts(), known->address);
}

// The first indexed numbers of an event, ascending, each once.
Result<std::vector<std::uint64_t>> idsIn(const Network &network, const light::Snapshot &snapshot,
                                         const chain::StakingContract &contract, const QString &event,
                                         std::vector<std::optional<base::Bytes32>> indexed, base::TaskContext &context)
{
    const auto logs = eventLogs(network, snapshot, contract, event, std::move(indexed), context);
    if (!logs)
        return fail(logs.error());
    std::vector<std::uint64_t> ids;
    for (const auto &log : *logs) {
        if (log.topics.size() > 1)
            ids.push_back(chain::asNumber(*Uint256::fromBigEndian(log.topics[1].view())));
    }
    std::ranges::sort(ids);
    ids.erase(std::ranges::unique(ids).begin(), ids.end());
    if (ids.size() > kMostListed)
        ids.erase(ids.begin(), ids.end() - kMostListed);
    return ids;
}

Result<Proven<Uint256>> readBank(const Network &network, light::Snapshot &snapshot, const base::Address &contract,
                                 const chain::StakingConfig &config, base::TaskContext &context)
{
    const auto balance = readTokenBalance(network, snapshot, config.token, config.bank, context);
    const auto allowance = readTokenAllowance(network, snapshot, config.token, config.bank, contract, context);
    if (!balance || !allowance)
        return fail(!balance ? balance.error() : allowance.error());
    return light::combine(*balance, *allowance,
                          [](const Uint256 &left, const Uint256 &right) { return std::min(left, right); });
}

// Nothing where the stake is another account's or was paid out.
Result<std::optional<TokenPosition>> readPosition(const Network &network, light::Snapshot &snapshot,
                                                  const chain::StakingContract &contract, std::uint64_t id,
                                                  const base::Address &account, base::TaskContext &context)
{
    const auto running = snapshot.read(contract.stake(id), context);
    const auto asked = snapshot.read(contract.unstakeRequest(id), context);
    if (!running || !asked)
        return fail(!running ? running.error() : asked.error());
    const bool ends = asked->hasValue() && asked->value().requestedAt != 0;
    const auto stake =
        ends ? asked->map([](const chain::TokenUnstakeRequest &request) { return request.stake; }) : *running;
    if (stake.hasValue() && (stake.value().amount.isZero() || stake.value().recipient != account))
        return std::optional<TokenPosition>();
    const auto offer = stake.hasValue() ? stake.value().configId : 0;
    const auto config = snapshot.read(contract.config(offer), context);
    if (!config)
        return fail(config.error());
    TokenPosition position{id, stake, *config, {}, {}, {}, Proven<Uint256>::unknown(snapshot.block(), {})};
    if (ends)
        position.requestedAt = asked->value().requestedAt;
    if (!stake.hasValue() || !config->hasValue())
        return std::optional(std::move(position));
    position.value = ends ? std::optional(stake.value().amount)
                          : chain::valueAt(stake.value(), config->value(), snapshot.block().time);
    position.payableFrom =
        ends ? chain::payableFrom(asked->value(), config->value()) : chain::lockedUntil(stake.value(), config->value());
    const auto bank = readBank(network, snapshot, contract.address(), config->value(), context);
    if (!bank)
        return fail(bank.error());
    position.bankHolds = *bank;
    return std::optional(std::move(position));
}

} // namespace

Result<TokenStaking> readTokenStaking(const Network &network, light::Snapshot &snapshot, const base::Address &account,
                                      base::TaskContext &context)
{
    const auto contract = stakingOn(network);
    if (!contract)
        return fail(contract.error());
    const auto offers = idsIn(network, snapshot, *contract, u"ConfigCreated"_s, {}, context);
    const auto stakes =
        idsIn(network, snapshot, *contract, u"Staked"_s, {std::nullopt, chain::asTopic(account)}, context);
    if (!offers || !stakes)
        return fail(!offers ? offers.error() : stakes.error());
    TokenStaking staking;
    staking.time = snapshot.block().time;
    for (const auto id : *offers) {
        const auto config = snapshot.read(contract->config(id), context);
        if (!config)
            return fail(config.error());
        if (!config->hasValue() || !config->value().bank.isZero())
            staking.offers.push_back({id, *config});
    }
    for (const auto id : *stakes) {
        auto position = readPosition(network, snapshot, *contract, id, account, context);
        if (!position)
            return fail(position.error());
        if (*position)
            staking.positions.push_back(std::move(**position));
    }
    return staking;
}

Result<std::uint64_t> stakeTokens(const Network &network, std::uint64_t offer, const Uint256 &amount,
                                  const crypto::SecretKey &key, base::TaskContext &context)
{
    const auto contract = stakingOn(network);
    if (!contract)
        return fail(contract.error());
    auto snapshot = network.latest(context);
    if (!snapshot)
        return fail(snapshot.error());
    const auto proven = snapshot->read(contract->config(offer), context);
    const auto config = proven ? requireValue(*proven, u"the offer"_s) : fail(proven.error());
    if (!config)
        return fail(config.error());
    if (config->bank.isZero())
        return fail(ErrorKind::NotFound, u"there is no offer %1"_s.arg(offer), u"datanet wallet stakes"_s);
    const auto known = network.profile().contract(u"WOPEN"_s);
    if (!known || known->address != config->token)
        return fail(ErrorKind::Denied, u"the offer is in a token that is not known here"_s,
                    u"datanet network contract WOPEN ADDRESS"_s);
    const chain::WopenContract token(network.contracts(), known->address);
    const auto account = key.address();
    const auto allowed = snapshot->read(token.allowance(account, contract->address()), context);
    const auto may = allowed ? requireValue(*allowed, u"the permission"_s) : fail(allowed.error());
    if (!may)
        return fail(may.error());
    if (*may < amount) {
        const auto approval = token.approve(contract->address(), amount);
        const auto approved = approval ? send(network, *approval, key, context) : fail(approval.error());
        if (!approved)
            return fail(approved.error());
    }
    const auto call = contract->stake(offer, account, amount);
    const auto receipt = call ? send(network, *call, key, context) : fail(call.error());
    if (!receipt)
        return fail(receipt.error());
    const auto values = contract->event(u"Staked"_s, *receipt);
    const auto *id = values ? values->front().as<Uint256>() : nullptr;
    if (!id)
        return fail(ErrorKind::Network, u"the server's receipt does not name the stake"_s, u"datanet wallet stakes"_s);
    return chain::asNumber(*id);
}

Result<bool> unstakeTokens(const Network &network, std::uint64_t stake, const crypto::SecretKey &key,
                           base::TaskContext &context)
{
    const auto contract = stakingOn(network);
    if (!contract)
        return fail(contract.error());
    auto snapshot = network.latest(context);
    if (!snapshot)
        return fail(snapshot.error());
    const auto position = readPosition(network, *snapshot, *contract, stake, key.address(), context);
    if (!position)
        return fail(position.error());
    if (!*position)
        return fail(ErrorKind::NotFound, u"this account has no stake %1"_s.arg(stake), u"datanet wallet stakes"_s);
    const auto &one = **position;
    if (!one.payableFrom || !one.config.hasValue())
        return fail(ErrorKind::Unproven, u"the stake is not known now"_s, u"datanet light status"_s);
    // Asked for early it would earn nothing more and still wait for the lock; the contract refuses the payment.
    if (snapshot->block().time < *one.payableFrom) {
        const auto time = QDateTime::fromSecsSinceEpoch(static_cast<qint64>(*one.payableFrom), Qt::UTC);
        return fail(ErrorKind::Denied, u"the stake is locked until %1"_s.arg(time.toString(Qt::ISODate)),
                    one.requestedAt ? QString() : u"ending it earlier would only end its interest"_s);
    }
    const auto call = one.requestedAt ? contract->unstake(stake) : contract->requestUnstake(stake);
    const auto receipt = call ? send(network, *call, key, context) : fail(call.error());
    if (!receipt)
        return fail(receipt.error());
    return one.requestedAt.has_value() || one.config.value().cooldown == 0;
}

} // namespace datanet::sync

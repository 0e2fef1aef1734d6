#include "chain/bindings/openledger/staking.h"

#include <algorithm>

namespace datanet::chain {

using base::Address;
using base::Result;
using base::Uint256;
using namespace Qt::StringLiterals;

namespace {

const QStringList kStakeMembers{u"recipient"_s, u"configId"_s,  u"updatedAt"_s,
                                u"amount"_s,    u"startTime"_s, u"principal"_s};

TokenStake stakeFrom(std::span<const Uint256> parts)
{
    return {asAddress(parts[0]), asNumber(parts[1]), asNumber(parts[2]), parts[3], asNumber(parts[4]), parts[5]};
}

std::uint64_t later(std::uint64_t time, std::uint64_t seconds)
{
    return seconds > ~std::uint64_t(0) - time ? ~std::uint64_t(0) : time + seconds;
}

} // namespace

Result<Call> StakingContract::stake(std::uint64_t config, const Address &recipient, const Uint256 &amount) const
{
    return call(u"stake"_s, {config, recipient, amount});
}

Result<Call> StakingContract::topUp(std::uint64_t stake, const Uint256 &amount) const
{
    return call(u"topUpStake"_s, {stake, amount});
}

Result<Call> StakingContract::requestUnstake(std::uint64_t stake) const
{
    return call(u"requestUnstake"_s, {stake});
}

Result<Call> StakingContract::unstake(std::uint64_t stake) const
{
    return call(u"unstake"_s, {stake});
}

StorageFact<std::uint64_t> StakingContract::nextStakeId() const
{
    return number64Fact(variable(u"nextStakeId"_s));
}

StorageFact<StakingConfig> StakingContract::config(std::uint64_t id) const
{
    return structFact<StakingConfig>(variable(u"configs"_s).at(Uint256(id)),
                                     {u"bank"_s, u"manager"_s, u"token"_s, u"interestRate"_s, u"stakeDuration"_s,
                                      u"cooldownDuration"_s, u"maxStake"_s, u"minStake"_s, u"isActive"_s,
                                      u"isTopupEnabled"_s, u"isPublic"_s},
                                     [](std::span<const Uint256> parts) {
                                         return StakingConfig{asAddress(parts[0]),
                                                              asAddress(parts[1]),
                                                              asAddress(parts[2]),
                                                              parts[3],
                                                              asNumber(parts[4]),
                                                              asNumber(parts[5]),
                                                              parts[6],
                                                              parts[7],
                                                              !parts[8].isZero(),
                                                              !parts[9].isZero(),
                                                              !parts[10].isZero()};
                                     });
}

StorageFact<TokenStake> StakingContract::stake(std::uint64_t id) const
{
    return structFact<TokenStake>(variable(u"stakes"_s).at(Uint256(id)), kStakeMembers, stakeFrom);
}

StorageFact<TokenUnstakeRequest> StakingContract::unstakeRequest(std::uint64_t id) const
{
    const auto place = variable(u"unstakeRequests"_s).at(Uint256(id));
    auto held = structFact<TokenStake>(place.member(u"stake"_s), kStakeMembers, stakeFrom);
    auto when = number64Fact(place.member(u"requestAt"_s));
    if (when.fields && held.fields)
        held.fields->push_back(when.fields->front());
    return {when.fields ? std::move(held.fields) : std::move(when.fields), [](std::span<const Uint256> parts) {
                return TokenUnstakeRequest{asNumber(parts.back()), stakeFrom(parts.first(parts.size() - 1))};
            }};
}

StorageFact<Uint256> StakingContract::staked(std::uint64_t config, const Address &account) const
{
    return numberFact(variable(u"stakedAmounts"_s).at(Uint256(config)).at(account));
}

std::optional<Uint256> valueAt(const TokenStake &stake, const StakingConfig &config, std::uint64_t time)
{
    const std::uint64_t seconds = time - std::min(time, stake.updatedAt);
    return stakedValue(stake.amount, config.interestRate, seconds, config.stakeDuration);
}

std::uint64_t lockedUntil(const TokenStake &stake, const StakingConfig &config)
{
    return later(stake.startTime, config.stakeDuration);
}

std::uint64_t payableFrom(const TokenUnstakeRequest &request, const StakingConfig &config)
{
    return std::max(later(request.requestedAt, config.cooldown), lockedUntil(request.stake, config));
}

} // namespace datanet::chain

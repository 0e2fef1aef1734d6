#include "viewmodels/staking_reading.h"

#include "chain/trust_level.h"
#include "desktop/services.h"
#include "format/amount_text.h"
#include "sync/datanets.h"
#include "viewmodels/fact_text.h"
#include "viewmodels/proven_text.h"

#include <QLocale>

#include <algorithm>

namespace datanet::app {

using namespace Qt::StringLiterals;
using chain::ParameterKey;
using chain::StakeRole;

namespace {

constexpr int kMostPlaces = 200;

// What must not stop the rest from being shown: the contracts are not on this network.
template <class T>
base::Status keep(base::Result<T> result, std::optional<T> &into)
{
    if (result)
        into = std::move(*result);
    else if (result.error().kind != base::ErrorKind::NotFound)
        return base::fail(result.error());
    return {};
}

template <class T>
QVariantMap amountMap(const light::Proven<T> &proven, const std::optional<base::Uint256> &amount)
{
    QVariantMap map = knowledgeMap(proven.level(), proven.block(), proven.steps());
    if (amount)
        map.insert(coinMap(*amount));
    return map;
}

} // namespace

base::Result<StakingReading> StakingReading::read(const Services &services, const base::Address &account,
                                                  base::TaskContext &context)
{
    const auto network = services.network();
    if (!network)
        return base::fail(network.error());
    auto snapshot = (*network)->latest(context);
    if (!snapshot)
        return base::fail(snapshot.error());
    StakingReading reading;
    if (const auto own = keep(sync::readStaking(**network, *snapshot, account, context), reading.own); !own)
        return base::fail(own.error());
    if (const auto tokens = keep(sync::readTokenStaking(**network, *snapshot, account, context), reading.tokens);
        !tokens)
        return base::fail(tokens.error());
    if (!reading.own)
        return reading;
    const auto page = sync::listDatanets(**network, *snapshot, 0, kMostPlaces, context);
    if (!page)
        return base::fail(page.error());
    for (const auto &datanet : page->datanets) {
        const QString name = datanet.texts.hasValue() ? datanet.texts.value().name : QString();
        reading.places.append(QVariantMap{{u"id"_s, qulonglong(datanet.id)},
                                          {u"title"_s, name.isEmpty() ? tr("Datanet %1").arg(datanet.id) : name}});
    }
    return reading;
}

QString StakingReading::duration(std::uint64_t seconds)
{
    const auto whole = [&](std::uint64_t unit) { return seconds >= unit && seconds % unit == 0; };
    if (whole(86400))
        return tr("%n days", "", int(seconds / 86400));
    if (whole(3600))
        return tr("%n hours", "", int(seconds / 3600));
    if (whole(60))
        return tr("%n minutes", "", int(seconds / 60));
    return tr("%n seconds", "", int(std::min<std::uint64_t>(seconds, 1'000'000'000)));
}

QString StakingReading::titleOf(StakeRole role, std::uint64_t scope, const QString &name) const
{
    if (role == StakeRole::Juror)
        return tr("Juror on outside panels");
    //: %1 is the name of a datanet
    return tr("Reviewer of %1").arg(name.isEmpty() ? tr("Datanet %1").arg(scope) : name);
}

QVariantMap StakingReading::terms() const
{
    if (!own || !own->terms.hasValue())
        return {};
    const auto &terms = own->terms.value();
    return {{u"reviewer"_s, shortAmount(terms.wei(ParameterKey::ReviewerStake))},
            {u"juror"_s, shortAmount(terms.wei(ParameterKey::JurorStake))},
            {u"penalty"_s, shortAmount(terms.wei(ParameterKey::SeatPenalty))},
            {u"wait"_s, duration(terms[ParameterKey::StakeCooldown])}};
}

QVariantList StakingReading::stakes() const
{
    QVariantList list;
    if (!own)
        return list;
    for (const auto &one : own->stakes) {
        const auto amount = one.stake.map([](const chain::Stake &stake) { return stake.amount; });
        QVariantMap map = amountMap(amount, amount.optional());
        map[u"juror"_s] = one.role == StakeRole::Juror;
        map[u"datanet"_s] = qulonglong(one.scope);
        map[u"title"_s] = titleOf(one.role, one.scope, one.title);
        map[u"action"_s] = QString();
        if (!one.stake.hasValue()) {
            map[u"reason"_s] = tr("not known now");
            list.append(map);
            continue;
        }
        const auto &stake = one.stake.value();
        switch (sync::exitOf(stake, own->time)) {
        case sync::StakeExit::Staked:
            map[u"action"_s] = u"ask"_s;
            map[u"state"_s] = stake.seat > 0 ? tr("You can be drawn for panels.")
                                             : tr("Too little to be drawn for panels. Add to it, or take it back.");
            break;
        case sync::StakeExit::Waiting:
            //: %1 is a date and time
            map[u"state"_s] = tr("You asked for it back. You can take it after %1.").arg(momentText(stake.availableAt));
            break;
        case sync::StakeExit::Held:
            map[u"state"_s] = tr("You asked for it back. A panel that still runs holds some of it.");
            break;
        case sync::StakeExit::Ready:
            map[u"action"_s] = u"take"_s;
            map[u"state"_s] = tr("You can take it back now.");
            break;
        }
        if (!stake.reserved.isZero())
            //: %1 is an amount of coins
            map[u"held"_s] =
                tr("Panels that run hold %1 of it until you have opened your votes.").arg(shortAmount(stake.reserved));
        list.append(map);
    }
    return list;
}

QVariantList StakingReading::losses() const
{
    QVariantList list;
    if (!own)
        return list;
    for (auto loss = own->losses.rbegin(); loss != own->losses.rend(); ++loss) {
        const auto same = std::ranges::find_if(own->stakes, [&](const sync::StakeStanding &one) {
            return one.role == loss->role && one.scope == loss->scope;
        });
        const QString name = same == own->stakes.end() ? QString() : same->title;
        list.append(QVariantMap{{u"text"_s,
                                 //: An amount lost, and as what: "0.5: Reviewer of Recipes, block 12"
                                 tr("%1: %2, block %3")
                                     .arg(shortAmount(loss->amount), titleOf(loss->role, loss->scope, name),
                                          countText(qint64(loss->block)))},
                                {u"level"_s, chain::trustSign(own->lossesLevel)}});
    }
    return list;
}

QVariantList StakingReading::elsewhere() const
{
    QVariantList list;
    if (!tokens)
        return list;
    for (const auto &one : tokens->positions) {
        QVariantMap map = amountMap(one.stake, one.value);
        //: A stake with OpenLedger's own contract; %1 is its number
        map[u"title"_s] = tr("OpenLedger stake %1").arg(one.id);
        QStringList said;
        if (one.payableFrom)
            said += one.requestedAt
                ? tr("Its end is asked for; it is paid out after %1.").arg(momentText(*one.payableFrom))
                : tr("Locked until %1.").arg(momentText(*one.payableFrom));
        if (one.value && one.bankHolds.hasValue() && one.bankHolds.value() < *one.value)
            said += tr("Its bank could not pay all of it now.");
        map[u"text"_s] = said.join(u' ');
        list.append(map);
    }
    for (const auto &offer : tokens->offers) {
        QVariantMap map = knowledgeMap(offer.config.level(), offer.config.block(), offer.config.steps());
        //: What OpenLedger's own staking contract offers; %1 is its number
        map[u"title"_s] = tr("OpenLedger offer %1").arg(offer.id);
        map[u"reason"_s] = QString();
        if (offer.config.hasValue()) {
            const auto &config = offer.config.value();
            const QString rate =
                shortAmount(config.interestRate.times(base::Uint256(100)).value_or(config.interestRate));
            //: %1 is a number, %2 a duration
            map[u"text"_s] = config.stakeDuration == 0
                ? tr("%1 % a year, not locked.").arg(rate)
                : tr("%1 % a year, locked for %2.").arg(rate, duration(config.stakeDuration));
        }
        list.append(map);
    }
    return list;
}

} // namespace datanet::app

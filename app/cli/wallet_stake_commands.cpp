#include "cli/account_access.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/market_words.h"

#include "chain/call_reader.h"
#include "crypto/address.h"
#include "sync/staking.h"
#include "sync/token_staking.h"

#include <QJsonArray>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;
using chain::StakeRole;

namespace {

struct StakeWords
{
    std::string amount, address;
    std::uint64_t datanet = 0; // 0: not as a reviewer
    bool juror = false;
    std::optional<std::uint64_t> offer; // of OpenLedger's Staking
    std::optional<std::uint64_t> stake;

    [[nodiscard]] int choices() const
    {
        return int(datanet > 0) + int(juror) + int(offer.has_value()) + int(stake.has_value());
    }
    [[nodiscard]] StakeRole role() const { return juror ? StakeRole::Juror : StakeRole::Reviewer; }
};

QString roleWords(StakeRole role, std::uint64_t scope)
{
    return role == StakeRole::Juror ? u"as a juror"_s : u"as a reviewer of datanet %1"_s.arg(scope);
}

QString roleName(StakeRole role)
{
    return role == StakeRole::Juror ? u"juror"_s : u"reviewer"_s;
}

QString exitName(sync::StakeExit exit)
{
    static const QStringList names{u"staked"_s, u"waiting"_s, u"held"_s, u"ready"_s};
    return names.at(static_cast<int>(exit));
}

QJsonObject sayStanding(Session &session, const sync::Network &on, const sync::StakeStanding &one, std::uint64_t time)
{
    QJsonObject object = provenJson(one.stake, [](const chain::Stake &stake) { return stake.amount.toDecimal(); });
    object[u"role"_s] = roleName(one.role);
    object[u"datanet"_s] = one.scope == 0 ? QJsonValue() : QJsonValue(qint64(one.scope));
    object[u"title"_s] = one.title;
    if (!one.stake.hasValue()) {
        session.say(u"%1: not known%2"_s.arg(roleWords(one.role, one.scope), knownAs(one.stake.level())));
        return object;
    }
    const auto &stake = one.stake.value();
    const auto exit = sync::exitOf(stake, time);
    QString state;
    switch (exit) {
    case sync::StakeExit::Staked:
        state = stake.seat > 0 ? u"may be drawn"_s : u"too little to be drawn"_s;
        break;
    case sync::StakeExit::Waiting:
        state = u"asked for; can be taken after "_s + timeWords(stake.availableAt);
        break;
    case sync::StakeExit::Held:
        state = u"asked for; a running panel still holds some"_s;
        break;
    case sync::StakeExit::Ready:
        state = u"can be taken"_s;
        break;
    }
    session.say(u"%1%2: %3; %4%5"_s.arg(roleWords(one.role, one.scope),
                                        one.title.isEmpty() ? QString() : QString(u" ("_s % one.title % u')'),
                                        coins(on, stake.amount), state, knownAs(one.stake.level())));
    if (!stake.reserved.isZero())
        session.say(u"  running panels hold %1 of it"_s.arg(coins(on, stake.reserved)));
    object[u"reserved"_s] = stake.reserved.toDecimal();
    object[u"mayBeDrawn"_s] = stake.seat > 0;
    object[u"state"_s] = exitName(exit);
    object[u"availableAt"_s] = stake.availableAt == 0 ? QJsonValue() : QJsonValue(qint64(stake.availableAt));
    return object;
}

QJsonObject sayTerms(Session &session, const sync::Network &on, const sync::Staking &staking)
{
    using Key = chain::ParameterKey;
    if (!staking.terms.hasValue())
        return {};
    const auto &terms = staking.terms.value();
    const auto reviewer = terms.wei(Key::ReviewerStake), juror = terms.wei(Key::JurorStake);
    const auto penalty = terms.wei(Key::SeatPenalty);
    session.say(
        u"At least %1 as a reviewer, %2 as a juror. A vote that is sealed and not opened costs %3. Taking a stake "
        "back takes %4 seconds%5"_s.arg(coins(on, reviewer), coins(on, juror), coins(on, penalty))
            .arg(terms[Key::StakeCooldown])
            .arg(knownAs(staking.terms.level())));
    return {{u"reviewerStake"_s, reviewer.toDecimal()},
            {u"jurorStake"_s, juror.toDecimal()},
            {u"seatPenalty"_s, penalty.toDecimal()},
            {u"cooldown"_s, qint64(terms[Key::StakeCooldown])},
            {u"level"_s, chain::trustSign(staking.terms.level())}};
}

QString percent(const base::Uint256 &wad)
{
    return chain::coinText(wad.times(base::Uint256(100)).value_or(wad), u"%"_s);
}

QJsonObject tokenStakingJson(Session &session, const sync::TokenStaking &staking)
{
    QJsonArray offers, positions;
    for (const auto &offer : staking.offers) {
        QJsonObject object = provenJson(
            offer.config, [](const chain::StakingConfig &config) { return config.interestRate.toDecimal(); });
        object[u"offer"_s] = qint64(offer.id);
        if (offer.config.hasValue()) {
            const auto &config = offer.config.value();
            session.say(u"OpenLedger offer %1: %2 a year, locked %3 days%4%5"_s.arg(offer.id)
                            .arg(percent(config.interestRate))
                            .arg(config.stakeDuration / 86400)
                            .arg(config.isActive && config.isPublic ? QString() : u", not open"_s,
                                 knownAs(offer.config.level())));
            object[u"token"_s] = crypto::checksummed(config.token);
            object[u"bank"_s] = crypto::checksummed(config.bank);
            object[u"seconds"_s] = qint64(config.stakeDuration);
            object[u"cooldown"_s] = qint64(config.cooldown);
            object[u"least"_s] = config.minStake.toDecimal();
            object[u"most"_s] = config.maxStake.toDecimal();
            object[u"open"_s] = config.isActive && config.isPublic;
        }
        offers.append(object);
    }
    for (const auto &one : staking.positions) {
        QJsonObject object = provenWei(one.stake.map([](const chain::TokenStake &stake) { return stake.amount; }));
        const QString value = one.value ? one.value->toDecimal() : u"not known"_s;
        session.say(u"OpenLedger stake %1: worth %2 units now; the bank can pay %3%4"_s.arg(one.id).arg(
            value, one.bankHolds.hasValue() ? one.bankHolds.value().toDecimal() : u"not known"_s,
            knownAs(one.bankHolds.level())));
        if (one.payableFrom)
            session.say(
                u"  %1 %2"_s.arg(one.requestedAt ? u"its end was asked for; payable after"_s : u"locked until"_s,
                                 timeWords(*one.payableFrom)));
        object[u"stake"_s] = qint64(one.id);
        object[u"worth"_s] = one.value ? QJsonValue(value) : QJsonValue();
        object[u"payableFrom"_s] = one.payableFrom ? QJsonValue(qint64(*one.payableFrom)) : QJsonValue();
        object[u"ending"_s] = one.requestedAt.has_value();
        object[u"bank"_s] = provenWei(one.bankHolds);
        positions.append(object);
    }
    return {{u"offers"_s, offers}, {u"stakes"_s, positions}};
}

base::Result<Answer> list(Session &session, const StakeWords &words)
{
    const auto network = openNetwork(session);
    if (!network)
        return base::fail(network.error());
    base::Result<base::Address> account = base::Address();
    if (words.address.empty()) {
        const auto own = accountInUse(session);
        account = own ? base::Result<base::Address>(own->address) : base::fail(own.error());
    } else {
        account = crypto::parseAddress(fromWords(words.address));
    }
    if (!account)
        return base::fail(account.error());
    const auto &on = ***network;
    auto snapshot = on.latest(session.context());
    if (!snapshot)
        return base::fail(snapshot.error());
    const auto staking = sync::readStaking(on, *snapshot, *account, session.context());
    const auto tokens = sync::readTokenStaking(on, *snapshot, *account, session.context());
    const auto missing = [](const auto &result) { return !result && result.error().kind == base::ErrorKind::NotFound; };
    if (!staking && (!missing(staking) || missing(tokens)))
        return base::fail(staking.error());
    if (!tokens && !missing(tokens))
        return base::fail(tokens.error());
    QJsonObject document{{u"account"_s, crypto::checksummed(*account)}};
    if (staking) {
        document[u"terms"_s] = sayTerms(session, on, *staking);
        QJsonArray stakes, losses;
        for (const auto &one : staking->stakes)
            stakes.append(sayStanding(session, on, one, staking->time));
        for (const auto &loss : staking->losses) {
            session.say(u"lost %1 %2 in block %3%4"_s.arg(coins(on, loss.amount), roleWords(loss.role, loss.scope))
                            .arg(loss.block)
                            .arg(knownAs(staking->lossesLevel)));
            losses.append(QJsonObject{{u"role"_s, roleName(loss.role)},
                                      {u"datanet"_s, loss.scope == 0 ? QJsonValue() : QJsonValue(qint64(loss.scope))},
                                      {u"amount"_s, loss.amount.toDecimal()},
                                      {u"block"_s, qint64(loss.block)},
                                      {u"transaction"_s, loss.transaction.hex()},
                                      {u"level"_s, chain::trustSign(staking->lossesLevel)}});
        }
        if (staking->stakes.empty())
            session.say(u"This account has nothing at stake."_s);
        document[u"stakes"_s] = stakes;
        document[u"losses"_s] = losses;
        document[u"owed"_s] = provenWei(staking->owed);
    }
    if (tokens)
        document[u"openledger"_s] = tokenStakingJson(session, *tokens);
    session.answer(document);
    return Answer::Yes;
}

struct Signer
{
    std::unique_ptr<NetworkInUse> network;
    crypto::SecretKey key;
};

base::Result<Signer> signer(Session &session, const std::function<QString(const sync::Network &)> &question)
{
    auto network = openNetwork(session);
    const auto account = accountInUse(session);
    if (!network || !account)
        return base::fail(!network ? network.error() : account.error());
    if (!question(***network).isEmpty() && !session.confirm(question(***network)))
        return base::fail(base::ErrorKind::Cancelled, u"nothing was signed"_s);
    auto key = unlockAccount(session, *account);
    if (!key)
        return base::fail(key.error());
    return Signer{std::move(*network), std::move(*key)};
}

base::Result<Answer> stake(Session &session, const StakeWords &words)
{
    if (words.choices() != 1)
        return session.usage(u"say where to stake: one of --datanet, --juror, --offer"_s, u"--datanet 1"_s);
    const auto amount = coinsFrom(words.amount);
    if (!amount)
        return session.usage(amount.error().what, u"--amount 10"_s);
    const auto ready = signer(session, [&](const sync::Network &on) {
        const QString what = coins(on, *amount);
        return words.offer
            ? u"Lock %1 of WOPEN under offer %2? The offer's bank pays it back, not the contract."_s.arg(what).arg(
                *words.offer)
            : u"Put %1 at stake %2? A vote that is sealed and not opened costs some of it."_s.arg(
                what, roleWords(words.role(), words.datanet));
    });
    if (!ready)
        return base::fail(ready.error());
    const auto &on = **ready->network;
    const QString account = crypto::checksummed(ready->key.address());
    QJsonObject document{{u"account"_s, account}, {u"amountWei"_s, amount->toDecimal()}};
    if (words.offer) {
        const auto id = sync::stakeTokens(on, *words.offer, *amount, ready->key, session.context());
        if (!id)
            return base::fail(id.error());
        session.say(u"It is stake %1."_s.arg(*id));
        document[u"offer"_s] = qint64(*words.offer);
        document[u"stake"_s] = qint64(*id);
    } else {
        const auto sent = sync::putAtStake(on, words.role(), words.datanet, *amount, ready->key, session.context());
        if (!sent)
            return base::fail(sent.error());
        session.say(u"%1 has it at stake %2 now."_s.arg(account, roleWords(words.role(), words.datanet)));
        document[u"role"_s] = roleName(words.role());
        document[u"datanet"_s] = words.juror ? QJsonValue() : QJsonValue(qint64(words.datanet));
        document[u"transaction"_s] = sent->hex();
    }
    session.answer(document);
    return Answer::Yes;
}

base::Result<Answer> unstake(Session &session, const StakeWords &words)
{
    if (words.choices() != 1)
        return session.usage(u"say which stake: one of --datanet, --juror, --stake"_s, u"--datanet 1"_s);
    const auto ready = signer(session, [](const sync::Network &) { return QString(); });
    if (!ready)
        return base::fail(ready.error());
    const auto &on = **ready->network;
    QJsonObject document{{u"account"_s, crypto::checksummed(ready->key.address())}};
    if (words.stake) {
        const auto paid = sync::unstakeTokens(on, *words.stake, ready->key, session.context());
        if (!paid)
            return base::fail(paid.error());
        session.say(*paid ? u"It was paid out."_s
                          : u"Its end is asked for; the same command has it paid out when the wait is over."_s);
        document[u"stake"_s] = qint64(*words.stake);
        document[u"taken"_s] = *paid;
    } else {
        const auto done = sync::takeFromStake(on, words.role(), words.datanet, ready->key, session.context());
        if (!done)
            return base::fail(done.error());
        session.say(done->taken ? u"%1 are back on the account."_s.arg(coins(on, done->amount))
                                : u"Asked for. The same command takes %1 after %2."_s.arg(
                                    coins(on, done->amount), timeWords(done->availableAt)));
        document[u"role"_s] = roleName(words.role());
        document[u"datanet"_s] = words.juror ? QJsonValue() : QJsonValue(qint64(words.datanet));
        document[u"taken"_s] = done->taken;
        document[u"availableAt"_s] = qint64(done->availableAt);
        document[u"amountWei"_s] = done->amount.toDecimal();
        document[u"transaction"_s] = done->transaction.hex();
    }
    session.answer(document);
    return Answer::Yes;
}

} // namespace

void addStakeCommands(CLI::App &wallet, Session &session)
{
    auto words = std::make_shared<StakeWords>();
    CLI::App *listing = wallet.add_subcommand("stakes", "What is at stake, until when, and what was lost of it");
    listing->add_option("--address", words->address, "Of any account (default: the one in use)");
    onRun(listing, session, [&session, words] { return list(session, *words); });

    CLI::App *putting = wallet.add_subcommand("stake", "Put coins at stake as a reviewer or a juror");
    putting->add_option("--amount", words->amount, "Coins")->required();
    CLI::App *taking = wallet.add_subcommand("unstake", "Ask for a stake, and take it when the wait is over");
    for (CLI::App *command : {putting, taking}) {
        command->add_option("--datanet", words->datanet, "As a reviewer of this datanet");
        command->add_flag("--juror", words->juror, "As a juror of outside panels");
    }
    putting->add_option("--offer", words->offer, "An offer of OpenLedger's Staking, in WOPEN");
    taking->add_option("--stake", words->stake, "A stake with OpenLedger's Staking");
    putting->footer("Example: datanet wallet stake --datanet 1 --amount 10");
    taking->footer("Example: datanet wallet unstake --datanet 1");
    onRun(putting, session, [&session, words] { return stake(session, *words); });
    onRun(taking, session, [&session, words] { return unstake(session, *words); });
}

} // namespace datanet::app::cli

#include "cli/account_access.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/network_access.h"

#include "chain/call_reader.h"
#include "chain/transport.h"
#include "crypto/address.h"
#include "format/trust_text.h"
#include "sync/balances.h"

#include <QDateTime>
#include <QFileInfo>
#include <QJsonArray>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

base::Result<Answer> balance(Session &session, bool all)
{
    auto network = openNetwork(session);
    if (!network)
        return base::fail(network.error());
    const auto &on = ***network;
    std::vector<chain::Account> accounts;
    if (all) {
        auto listed = chain::AccountStore(session.home()).list();
        if (!listed)
            return base::fail(listed.error());
        accounts = std::move(*listed);
    } else {
        const auto one = accountInUse(session);
        if (!one)
            return base::fail(one.error());
        accounts.push_back(*one);
    }
    std::vector<base::Address> addresses;
    for (const auto &account : accounts)
        addresses.push_back(account.address);
    auto snapshot = on.latest(session.context());
    if (!snapshot)
        return base::fail(snapshot.error());
    const auto balances = sync::readBalances(on, *snapshot, addresses, session.context());
    if (!balances)
        return base::fail(balances.error());
    const QString coin = on.profile().coin;
    const auto words = [&](const light::Proven<base::Uint256> &value) {
        return value.hasValue() ? chain::coinText(value.value(), coin) : u"unknown"_s;
    };
    const auto wei = [](const base::Uint256 &value) { return value.toDecimal(); };
    QJsonArray list;
    bool known = true;
    for (std::size_t i = 0; i < accounts.size(); ++i) {
        const auto &one = (*balances)[i];
        known = known && one.coins.hasValue();
        session.say(u"%1  %2  %3%4 [%5] %6"_s.arg(
            crypto::checksummed(one.account), accounts[i].name, on.profile().practice ? u"practice "_s : QString(),
            words(one.coins), chain::trustSign(one.coins.level()), TrustText::word(one.coins.level())));
        if (one.owed.hasValue() && !one.owed.value().isZero())
            session.say(u"  and %1 that the contracts keep for it [%2]"_s.arg(words(one.owed),
                                                                              chain::trustSign(one.owed.level())));
        list.append(QJsonObject{{u"address"_s, crypto::checksummed(one.account)},
                                {u"name"_s, accounts[i].name},
                                {u"coins"_s, provenJson(one.coins, wei)},
                                {u"owed"_s, provenJson(one.owed, wei)}});
    }
    session.answer({{u"network"_s, on.profile().id},
                    {u"coin"_s, coin},
                    {u"practice"_s, on.profile().practice},
                    {u"accounts"_s, list}});
    if (!known)
        return base::fail(base::ErrorKind::Unproven, u"a balance is not known now"_s,
                          u"look at: datanet light status"_s);
    return Answer::Yes;
}

base::Result<Answer> lightStatus(Session &session)
{
    auto network = openNetwork(session);
    if (!network)
        return base::fail(network.error());
    const auto &on = ***network;
    const auto snapshot = on.latest(session.context());
    if (!snapshot)
        return base::fail(snapshot.error());
    const auto block = snapshot->block();
    const QString time = QDateTime::fromSecsSinceEpoch(qint64(block.time), Qt::UTC).toString(Qt::ISODate);
    session.say(u"%1, chain %2"_s.arg(on.profile().title).arg(on.profile().chainId));
    session.say(u"Block %1 of %2, %3"_s.arg(block.number).arg(time, block.hash.hex()));
    session.say(u"Level %1: %2. %3"_s.arg(chain::trustSign(snapshot->level()), TrustText::word(snapshot->level()),
                                          TrustText::explanation(snapshot->level())));
    for (const auto &step : snapshot->steps())
        session.say(u"  "_s % step.words % (step.hash ? QString(u"  "_s % step.hash->hex()) : QString()));
    session.say(u"The best that is possible here is level "_s + chain::trustSign(on.profile().reachable));
    const QFileInfo evidence(on.home().evidence());
    const bool caught = evidence.exists() && evidence.size() > 0;
    session.say(caught ? QString(u"Answers that did not match are kept in "_s + evidence.filePath())
                       : u"No server has given an answer that did not match."_s);
    QJsonObject document = describeKnowledge(snapshot->level(), block, snapshot->steps());
    document[u"network"_s] = on.profile().id;
    document[u"chainId"_s] = qint64(on.profile().chainId);
    document[u"reachable"_s] = chain::trustSign(on.profile().reachable);
    document[u"evidence"_s] = caught ? QJsonValue(evidence.filePath()) : QJsonValue();
    session.answer(document);
    if (!chain::reaches(snapshot->level(), on.profile().reachable))
        return base::fail(base::ErrorKind::Unproven,
                          u"the newest block is known at level %1 only"_s.arg(chain::trustSign(snapshot->level())),
                          u"try again later, or add servers to the network"_s);
    return Answer::Yes;
}

} // namespace

void addWalletCommands(CLI::App &app, Session &session)
{
    CLI::App *wallet = app.add_subcommand("wallet", "What accounts own");
    wallet->require_subcommand(1);
    auto all = std::make_shared<bool>(false);
    CLI::App *reading = wallet->add_subcommand("balance", "Coins of the account, each with how it is known");
    reading->add_flag("--all", *all, "Of every account on this computer");
    onRun(reading, session, [&session, all] { return balance(session, *all); });
    addHistoryCommands(*wallet, session);
    addWrapCommands(*wallet, session);
    addStakeCommands(*wallet, session);

    CLI::App *light = app.add_subcommand("light", "How well the chain is known");
    light->require_subcommand(1);
    CLI::App *status = light->add_subcommand("status", "The newest block, its level, and what was checked");
    onRun(status, session, [&session] { return lightStatus(session); });
}

} // namespace datanet::app::cli

#include "cli/account_access.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/network_access.h"

#include "chain/http_transport.h"
#include "crypto/address.h"
#include "format/amount_text.h"
#include "sync/network_deployment.h"

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

struct DeployWords
{
    std::string id, server, title, coin = "OPEN", owner, treasury, quorumFloor;
    bool own = false, practice = false, dryRun = false, anew = false;
};

// How to read an option's words; nothing where it was left out.
template <class T>
base::Result<std::optional<T>> given(const std::string &words, base::Result<T> (*read)(const QString &))
{
    if (words.empty())
        return std::optional<T>();
    const auto value = read(fromWords(words));
    return value ? base::Result<std::optional<T>>(*value) : base::fail(value.error());
}

base::Result<base::Address> readAddress(const QString &words)
{
    return crypto::parseAddress(words);
}

QJsonObject tellCost(Session &session, const sync::NetworkDeployment &deployment,
                     const sync::NetworkDeployment::Cost &cost, const QString &coin)
{
    QJsonObject gas;
    std::uint64_t sum = 0;
    for (const auto &[name, amount] : cost.gas) {
        session.say(u"%1  %2 gas"_s.arg(name.leftJustified(14), countText(qint64(amount)).rightJustified(11)));
        gas[name] = qint64(amount);
        sum += amount;
    }
    if (deployment.wasBegun())
        session.say(u"%1 of %2 contracts are on the chain already"_s.arg(deployment.plan().size() - cost.gas.size())
                        .arg(deployment.plan().size()));
    session.say(u"Together %1 gas: about %2, at most %3"_s.arg(
        countText(qint64(sum)), chain::coinText(cost.likely, coin), chain::coinText(cost.most, coin)));
    return {{u"gas"_s, gas},
            {u"gasInAll"_s, qint64(sum)},
            {u"likely"_s, cost.likely.toDecimal()},
            {u"most"_s, cost.most.toDecimal()}};
}

base::Result<Answer> deploy(Session &session, const DeployWords &words)
{
    const auto account = accountInUse(session);
    if (!account)
        return base::fail(account.error());
    const auto owner = given(words.owner, readAddress);
    const auto treasury = given(words.treasury, readAddress);
    const auto floor = given(words.quorumFloor, amountFrom);
    if (!owner || !treasury || !floor)
        return base::fail(!owner ? owner.error() : !treasury ? treasury.error() : floor.error());
    const auto contracts = chain::ContractSet::load(QLatin1String(kResources) + u"/contracts"_s);
    if (!contracts)
        return base::fail(contracts.error());
    const sync::NewNetwork wanted{fromWords(words.id),
                                  fromWords(words.title),
                                  fromWords(words.coin),
                                  {QUrl(fromWords(words.server)), words.own},
                                  *owner,
                                  treasury->value_or(account->address),
                                  words.practice,
                                  *floor};
    chain::HttpTransport transport;
    auto deployment =
        sync::NetworkDeployment::prepare(sync::Home{session.home()}, networkStore(session), *contracts, transport,
                                         wanted, account->address, words.anew, session.context());
    if (!deployment)
        return base::fail(deployment.error());
    const auto cost = deployment->cost(session.context());
    if (!cost)
        return base::fail(cost.error());
    QJsonObject answer{{u"id"_s, wanted.id}, {u"cost"_s, tellCost(session, *deployment, *cost, wanted.coin)}};
    if (*owner)
        session.note(u"%1 alone may change the parameters, within their bounds: no vote can (--owner)"_s.arg(
            crypto::checksummed(**owner)));
    if (words.dryRun) {
        session.answer(answer);
        return Answer::Yes;
    }
    if (!session.confirm(u"Put the contracts on the chain?"_s)) {
        session.say(u"Nothing was sent."_s);
        session.answer(answer);
        return Answer::No;
    }
    const auto key = unlockAccount(session, *account);
    if (!key)
        return base::fail(key.error());
    const base::SystemClock clock;
    const auto profile = deployment->finish(*key, cost->most, clock, session.context());
    if (!profile)
        return base::fail(profile.error());
    QJsonObject addresses;
    for (auto each = profile->contracts.begin(); each != profile->contracts.end(); ++each) {
        session.say(u"%1  %2"_s.arg(each.key().leftJustified(14), crypto::checksummed(each->address)));
        addresses[each.key()] = crypto::checksummed(each->address);
    }
    session.say(u"Use it with: datanet network use "_s + profile->id);
    answer[u"contracts"_s] = addresses;
    session.answer(answer);
    return Answer::Yes;
}

} // namespace

void addDeployCommand(CLI::App &network, Session &session)
{
    auto words = std::make_shared<DeployWords>();
    CLI::App *command = network.add_subcommand(
        "deploy", "Put the contracts on a chain; what it costs is said first, stopped it goes on");
    command->add_option("id", words->id, "Name for the new network: a-z, 0-9 and -")->required();
    command->add_option("--server", words->server, "Address of a node of that chain")->required();
    command->add_flag("--own", words->own, "It is a node of your own, which you believe (and plain http is allowed)");
    command->add_option("--title", words->title, "What people call the network");
    command->add_option("--coin", words->coin, "What its coin is called")->capture_default_str();
    command->add_option("--owner", words->owner,
                        "Who alone may change parameters within their bounds (default: those who vote)");
    command->add_option(
        "--quorum-floor", words->quorumFloor,
        "Votes, in coins, that any proposal needs beside a quarter of all (default: 1000000; practice: 100)");
    command->add_option("--treasury", words->treasury, "Who gets lost bonds (default: the account)");
    command->add_flag("--practice", words->practice, "For trying: seconds instead of days, coins without worth");
    command->add_flag("--dry-run", words->dryRun, "Only say what it would cost");
    command->add_flag("--anew", words->anew, "Give up an unfinished deployment of this name and begin again");
    command->footer("The account (--account) must send nothing else until it is done: the contracts' addresses follow\n"
                    "from the number of its transactions.\n"
                    "Example:\n"
                    "  datanet network deploy mine --server https://node.example.org --account Ops --dry-run");
    onRun(command, session, [&session, words] { return deploy(session, *words); });
}

} // namespace datanet::app::cli

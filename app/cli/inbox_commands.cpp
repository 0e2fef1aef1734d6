#include "cli/command.h"
#include "cli/commands.h"

#include "base/files.h"
#include "cli/account_access.h"
#include "cli/market_words.h"
#include "cli/network_access.h"
#include "crypto/address.h"
#include "sync/inbox_admission.h"
#include "sync/inbox_client.h"
#include "sync/relay_desk.h"

#include <QThread>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

struct ServeWords
{
    std::string folder;
    std::string host = "127.0.0.1";
    int port = 0;
    std::int64_t maximumMegabytes = 2048;
    std::int64_t totalMegabytes = 65536;
    std::vector<std::uint64_t> datanets;
    std::int64_t dailyMegabytes = 4096; // of one contributor
    bool relay = false;
    std::uint64_t relayGas = 3'000'000;
    std::string relayFees = "1";
    std::uint64_t relayPerContributor = 4;
};

// What judges and pays beside the server; lives as long as it.
struct Watch
{
    std::unique_ptr<NetworkInUse> network;
    std::unique_ptr<sync::DailyLedger> ledger;
    std::unique_ptr<sync::InboxAdmission> admission;
    std::unique_ptr<sync::RelayDesk> desk;
};

base::Status setRules(Session &session, const ServeWords &words, const QString &folder, Watch &watch,
                      sync::InboxServer::Options &options)
{
    auto network = openNetwork(session);
    if (!network)
        return base::fail(network.error());
    watch.network = std::move(*network);
    if (const auto made = base::files::makeFolder(folder); !made)
        return made;
    auto ledger = sync::DailyLedger::open(folder + u"/today.json"_s, watch.network->clock);
    if (!ledger)
        return base::fail(ledger.error());
    watch.ledger = std::move(*ledger);
    sync::InboxRules rules;
    rules.datanets = words.datanets;
    rules.bytesPerContributor = words.dailyMegabytes << 20;
    watch.admission = std::make_unique<sync::InboxAdmission>(**watch.network, *watch.ledger, rules);
    options.admission = [rule = watch.admission.get()](const auto &arrival) { return rule->admit(arrival); };
    return {};
}

base::Status openDesk(Session &session, const ServeWords &words, Watch &watch, sync::InboxServer::Options &options)
{
    const auto fees = coinsFrom(words.relayFees);
    const auto account = accountInUse(session);
    if (!fees || !account)
        return base::fail(!fees ? fees.error() : account.error());
    auto key = unlockAccount(session, *account);
    if (!key)
        return base::fail(key.error());
    sync::RelayLimits limits;
    limits.gas = words.relayGas;
    limits.fees = *fees;
    limits.perContributor = words.relayPerContributor;
    limits.datanets = words.datanets;
    watch.desk = std::make_unique<sync::RelayDesk>(**watch.network, std::move(*key), *watch.ledger, limits);
    auto *desk = watch.desk.get();
    options.relay.offer = [desk] { return desk->offer(); };
    options.relay.carry = [desk](const base::Bytes &name, const QJsonObject &request,
                                 const base::Bytes &address) -> base::Result<QJsonObject> {
        base::Result<base::Digest> sent = base::fail(base::ErrorKind::NotFound, u"there is nothing at this address"_s);
        if (name == "open") {
            const auto opening = sync::RelayedOpening::fromJson(request);
            sent = opening ? desk->open(*opening, address) : base::fail(opening.error());
        } else if (name == "deliver") {
            const auto delivery = sync::RelayedDelivery::fromJson(request);
            sent = delivery ? desk->deliver(*delivery, address) : base::fail(delivery.error());
        }
        if (!sent)
            return base::fail(sent.error());
        return QJsonObject{{u"transaction"_s, sent->hex()}};
    };
    session.note(u"Pays for declarations and deliveries from "_s + crypto::checksummed(account->address));
    return {};
}

void addInboxServe(CLI::App *inbox, Session &session)
{
    auto words = std::make_shared<ServeWords>();
    CLI::App *command = inbox->add_subcommand("serve", "Take sealed bundles for a datanet, until stopped");
    command->add_option("--folder", words->folder, "Where files are kept (default: inbox in the data folder)");
    command->add_option("--host", words->host,
                        "Address to listen on; put a server with https in front of a public one");
    command->add_option("--port", words->port, "Port to listen on; 0 takes any free one")->check(CLI::Range(0, 65535));
    command->add_option("--maximum", words->maximumMegabytes, "Largest file, in MiB")->check(CLI::Range(1, 1 << 20));
    command->add_option("--total", words->totalMegabytes, "All files together, in MiB")->check(CLI::Range(1, 1 << 30));
    command->add_option("--datanet", words->datanets,
                        "Take files of declared, undecided contributions to this datanet only (repeatable)");
    command->add_option("--daily", words->dailyMegabytes, "With --datanet: of one contributor in a day, in MiB")
        ->check(CLI::Range(1, 1 << 20));
    CLI::Option *relay = command->add_flag(
        "--relay", words->relay, "Pay for declarations and deliveries of contributors without coins, from --account");
    command->add_option("--relay-gas", words->relayGas, "With --relay: gas in a day")->capture_default_str();
    command->add_option("--relay-fees", words->relayFees, "With --relay: coins of submission fees in a day")
        ->capture_default_str();
    command
        ->add_option("--relay-each", words->relayPerContributor,
                     "With --relay: transactions of one contributor in a day")
        ->capture_default_str();
    relay->needs(command->get_option("--datanet"));
    command->footer(
        "Without --datanet it takes everything that fits its bounds. What was used up of a day's limits is in "
        "today.json beside the files.\nExample: datanet inbox serve --port 8080 --datanet 1 --relay");
    onRun(command, session, [&session, words]() -> base::Result<Answer> {
        Watch watch;
        sync::InboxServer::Options options;
        options.folder = words->folder.empty() ? QString(session.home() + u"/inbox"_s) : fromWords(words->folder);
        options.host = fromWords(words->host);
        options.port = words->port;
        options.store.blob = words->maximumMegabytes << 20;
        options.store.total = words->totalMegabytes << 20;
        if (!words->datanets.empty()) {
            if (const auto set = setRules(session, *words, options.folder, watch, options); !set)
                return base::fail(set.error());
        }
        if (words->relay) {
            if (const auto open = openDesk(session, *words, watch, options); !open)
                return base::fail(open.error());
        }
        const auto server = sync::InboxServer::start(std::move(options));
        if (!server)
            return base::fail(server.error());
        const QString url = u"http://%1:%2/"_s.arg(fromWords(words->host)).arg((*server)->port());
        session.note(u"The inbox takes files at "_s + url);
        session.streamNow({{u"url"_s, url}});
        while (!session.context().cancelled())
            QThread::msleep(100);
        return Answer::Yes;
    });
}

void addInboxStatus(CLI::App *inbox, Session &session)
{
    auto url = std::make_shared<std::string>();
    CLI::App *command = inbox->add_subcommand("status", "Ask an inbox whether it works and what it takes");
    command->add_option("url", *url, "Its address")->required();
    onRun(command, session, [&session, url]() -> base::Result<Answer> {
        const auto service = sync::InboxClient(QUrl(fromWords(*url))).status(session.context());
        if (!service)
            return base::fail(service.error());
        session.say(u"It works and takes files of up to %1 bytes."_s.arg(service->maximumBytes));
        session.answer({{u"url"_s, fromWords(*url)}, {u"maximumBytes"_s, service->maximumBytes}});
        return Answer::Yes;
    });
}

} // namespace

void addInboxCommands(CLI::App &app, Session &session)
{
    CLI::App *inbox = app.add_subcommand("inbox", "A datanet's upload service");
    inbox->require_subcommand(1);
    addInboxServe(inbox, session);
    addInboxStatus(inbox, session);
}

} // namespace datanet::app::cli

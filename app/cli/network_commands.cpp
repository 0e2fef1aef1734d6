#include "cli/command.h"
#include "cli/commands.h"
#include "cli/network_access.h"

#include "chain/bindings/openledger/published.h"
#include "crypto/address.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

void addNetworkList(CLI::App *network, Session &session)
{
    CLI::App *command = network->add_subcommand("list", "Networks that are known here");
    onRun(command, session, [&session]() -> base::Result<Answer> {
        const auto store = networkStore(session);
        const auto profiles = store.list();
        if (!profiles)
            return base::fail(profiles.error());
        QJsonArray list;
        for (const auto &profile : *profiles) {
            const bool inUse = profile.id == store.current();
            session.say(u"%1 %2  chain %3  %4"_s.arg(inUse ? u"*"_s : u" "_s, profile.id)
                            .arg(profile.chainId)
                            .arg(profile.title));
            list.append(QJsonObject{{u"id"_s, profile.id},
                                    {u"title"_s, profile.title},
                                    {u"chainId"_s, qint64(profile.chainId)},
                                    {u"practice"_s, profile.practice},
                                    {u"inUse"_s, inUse}});
        }
        session.answer({{u"networks"_s, list}});
        return Answer::Yes;
    });
}

void addNetworkUse(CLI::App *network, Session &session)
{
    auto id = std::make_shared<std::string>();
    CLI::App *command = network->add_subcommand("use", "Use a network from now on");
    command->add_option("id", *id, "Its name in the list")->required();
    onRun(command, session, [&session, id]() -> base::Result<Answer> {
        const auto store = networkStore(session);
        const auto profile = store.load(fromWords(*id));
        if (!profile)
            return base::fail(profile.error());
        if (auto status = store.use(profile->id); !status)
            return base::fail(status.error());
        session.say(u"Using "_s + profile->title);
        session.answer({{u"id"_s, profile->id}});
        return Answer::Yes;
    });
}

void addNetworkShow(CLI::App *network, Session &session)
{
    auto id = std::make_shared<std::string>();
    CLI::App *command = network->add_subcommand("show", "Everything that is known of a network");
    command->add_option("id", *id, "Its name in the list (default: the one in use)");
    onRun(command, session, [&session, id]() -> base::Result<Answer> {
        const auto store = networkStore(session);
        const auto profile = store.load(id->empty() ? store.current() : fromWords(*id));
        if (!profile)
            return base::fail(profile.error());
        const QJsonObject document = QJsonDocument::fromJson(profile->toJson()).object();
        session.say(QString::fromUtf8(QJsonDocument(document).toJson(QJsonDocument::Indented)).trimmed());
        session.answer(document);
        return Answer::Yes;
    });
}

// Whose address nobody publishes, the user names; what runs there is kept, so that a change is noticed.
void addNetworkContract(CLI::App *network, Session &session)
{
    struct Words
    {
        std::string name, address;
    };
    auto words = std::make_shared<Words>();
    CLI::App *command =
        network->add_subcommand("contract", "Say where one of OpenLedger's published contracts is on this network");
    QStringList names;
    for (const auto name : chain::kPublishedContracts)
        names.append(name.toString());
    command->add_option("name", words->name, names.join(u", "_s).toStdString())->required();
    command->add_option("address", words->address, "Its address, from a source you trust")->required();
    onRun(command, session, [&session, words, names]() -> base::Result<Answer> {
        const QString name = fromWords(words->name);
        if (!names.contains(name))
            return session.usage(u"\"%1\" is none of %2"_s.arg(name, names.join(u", "_s)));
        const auto address = crypto::parseAddress(fromWords(words->address));
        if (!address)
            return base::fail(address.error());
        const auto use = openNetwork(session);
        if (!use)
            return base::fail(use.error());
        auto snapshot = (**use)->latest(session.context());
        if (!snapshot)
            return base::fail(snapshot.error());
        const auto account = snapshot->account(*address, session.context());
        if (!account)
            return base::fail(account.error());
        if (!account->hasValue())
            return base::fail(base::ErrorKind::Unproven, u"what runs at this address is not known now"_s,
                              u"look at: datanet light status"_s);
        const auto &code = account->value().codeHash;
        if (!account->value().exists || code == light::AccountState().codeHash)
            return base::fail(base::ErrorKind::NotFound, u"there is no contract at this address"_s);
        auto profile = (**use)->profile();
        profile.contracts[name] = {*address, code, {}};
        if (const auto saved = networkStore(session).save(profile); !saved)
            return base::fail(saved.error());
        const QString where = crypto::checksummed(*address);
        session.say(u"%1 is at %2 [%3]. That it is the published contract is your word; its code is remembered."_s.arg(
            name, where, chain::trustSign(account->level())));
        session.answer({{u"network"_s, profile.id},
                        {u"contract"_s, name},
                        {u"address"_s, where},
                        {u"codeHash"_s, provenJson(*account, [](const auto &state) { return state.codeHash.hex(); })}});
        return Answer::Yes;
    });
}

} // namespace

void addNetworkCommands(CLI::App &app, Session &session)
{
    CLI::App *network = app.add_subcommand("network", "Chains: which are known, which is in use");
    network->require_subcommand(1);
    addNetworkList(network, session);
    addNetworkUse(network, session);
    addNetworkShow(network, session);
    addNetworkContract(network, session);
    addDeployCommand(*network, session);
}

} // namespace datanet::app::cli

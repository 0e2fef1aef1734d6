#include "cli/command.h"
#include "cli/commands.h"
#include "cli/network_access.h"

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

} // namespace

void addNetworkCommands(CLI::App &app, Session &session)
{
    CLI::App *network = app.add_subcommand("network", "Chains: which are known, which is in use");
    network->require_subcommand(1);
    addNetworkList(network, session);
    addNetworkUse(network, session);
    addNetworkShow(network, session);
    addDeployCommand(*network, session);
}

} // namespace datanet::app::cli

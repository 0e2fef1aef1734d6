#include "cli/command.h"
#include "cli/commands.h"

#include "sync/inbox_client.h"
#include "sync/inbox_server.h"

#include <QThread>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

void addInboxServe(CLI::App *inbox, Session &session)
{
    struct Words
    {
        std::string folder;
        std::string host = "127.0.0.1";
        int port = 0;
        std::int64_t maximumMegabytes = 2048;
        std::int64_t totalMegabytes = 65536;
    };
    auto words = std::make_shared<Words>();
    CLI::App *command = inbox->add_subcommand("serve", "Take sealed bundles for a datanet, until stopped");
    command->add_option("--folder", words->folder, "Where files are kept (default: inbox in the data folder)");
    command->add_option("--host", words->host,
                        "Address to listen on; put a server with https in front of a public one");
    command->add_option("--port", words->port, "Port to listen on; 0 takes any free one")->check(CLI::Range(0, 65535));
    command->add_option("--maximum", words->maximumMegabytes, "Largest file, in MiB")->check(CLI::Range(1, 1 << 20));
    command->add_option("--total", words->totalMegabytes, "All files together, in MiB")->check(CLI::Range(1, 1 << 30));
    onRun(command, session, [&session, words]() -> base::Result<Answer> {
        sync::InboxServer::Options options;
        options.folder = words->folder.empty() ? QString(session.home() + u"/inbox"_s) : fromWords(words->folder);
        options.host = fromWords(words->host);
        options.port = words->port;
        options.store.blob = words->maximumMegabytes << 20;
        options.store.total = words->totalMegabytes << 20;
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

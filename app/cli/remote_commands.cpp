#include "cli/command.h"
#include "cli/commands.h"
#include "cli/data_set_access.h"
#include "cli/merge_words.h"
#include "cli/remote_login.h"

#include "format/amount_text.h"
#include "versioning/refs.h"
#include "versioning/remotes.h"

#include <QJsonArray>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

struct RemoteWords
{
    std::string folder = ".", name, address, branch, author;
    int depth = 0;
    bool history = false, tags = false;
};

CLI::App *addVerb(CLI::App &app, const char *name, const char *description, const std::shared_ptr<RemoteWords> &words)
{
    CLI::App *command = app.add_subcommand(name, description);
    command->add_option("--dir", words->folder, "Folder of the data set (default: the current one)");
    return command;
}

base::Result<versioning::Remote> remoteOf(const versioning::Repository &repository, const std::string &name)
{
    return name.empty() ? versioning::usualRemote(repository) : versioning::remoteNamed(repository, fromWords(name));
}

QString currentBranch(const QString &ref)
{
    return ref.mid(11); // behind refs/heads/
}

void addRemote(CLI::App &app, Session &session)
{
    CLI::App *noun = app.add_subcommand("remote", "Other places that hold copies of this data set");
    noun->require_subcommand(1);
    auto words = std::make_shared<RemoteWords>();

    CLI::App *listing = addVerb(*noun, "list", "The places", words);
    onRun(listing, session, [&session, words]() -> base::Result<Answer> {
        const auto repository = openRepository(words->folder);
        const auto all = repository ? versioning::remotes(*repository)
                                    : base::Result<std::vector<versioning::Remote>>(base::fail(repository.error()));
        if (!all)
            return base::fail(all.error());
        QJsonArray list;
        for (const auto &each : *all) {
            session.say(each.name + u"  "_s + each.url);
            list.append(QJsonObject{{u"name"_s, each.name}, {u"address"_s, each.url}});
        }
        if (all->empty())
            session.say(u"None yet (datanet remote add NAME ADDRESS)"_s);
        session.answer({{u"remotes"_s, list}});
        return Answer::Yes;
    });

    CLI::App *adding = addVerb(*noun, "add", "Name a place", words);
    adding->add_option("name", words->name, "What you call it: origin, backup")->required();
    adding->add_option("address", words->address, "https, ssh or a path")->required();
    CLI::App *removing = addVerb(*noun, "remove", "Forget a place; what is there stays", words);
    removing->add_option("name", words->name, "The place")->required();
    CLI::App *renaming = addVerb(*noun, "rename", "Call a place otherwise", words);
    renaming->add_option("name", words->name, "The place")->required();
    renaming->add_option("to", words->address, "Its new name")->required();
    addLoginCommands(*noun, session);
    const auto change = [&session, words](auto work) {
        return [&session, words, work]() -> base::Result<Answer> {
            auto workspace = openWorkspace(session, words->folder);
            if (!workspace)
                return base::fail(workspace.error());
            if (base::Status status = work(workspace->repository(), fromWords(words->name), fromWords(words->address));
                !status)
                return base::fail(status.error());
            session.answer({{u"name"_s, fromWords(words->name)}});
            return Answer::Yes;
        };
    };
    onRun(adding, session, change([](versioning::Repository &repository, const QString &name, const QString &address) {
              return versioning::addRemote(repository, {name, address});
          }));
    onRun(removing, session, change([](versioning::Repository &repository, const QString &name, const QString &) {
              return versioning::removeRemote(repository, name);
          }));
    onRun(renaming, session, change([](versioning::Repository &repository, const QString &name, const QString &to) {
              return versioning::renameRemote(repository, name, to);
          }));
}

void addPush(CLI::App &app, Session &session)
{
    auto words = std::make_shared<RemoteWords>();
    CLI::App *command = addVerb(app, "push", "Send versions to another place", words);
    command->add_option("remote", words->name, "The place (default: the only one, or origin)");
    command->add_option("branch", words->branch, "The branch (default: the current one)");
    command->add_flag("--tags", words->tags, "Also send the names of versions");
    command->footer("An interrupted push goes on where it was. A server that is silent for a minute is given up\n"
                    "(DATANET_PATIENCE: another number of seconds).");
    onRun(command, session, [&session, words]() -> base::Result<Answer> {
        auto workspace = openWorkspace(session, words->folder);
        if (!workspace)
            return base::fail(workspace.error());
        auto &repository = workspace->repository();
        const auto remote = remoteOf(repository, words->name);
        const auto current = repository.currentRef();
        if (!remote || !current)
            return base::fail(!remote ? remote.error() : current.error());
        const QString branch = words->branch.empty() ? currentBranch(*current) : fromWords(words->branch);
        const auto sent = withLogin<void>(session, remote->url, [&] {
            return versioning::pushRemote(repository, *remote, branch, words->tags, session.context());
        });
        if (!sent)
            return base::fail(sent.error());
        const auto version = repository.ref(versioning::branchRef(branch));
        if (!version)
            return base::fail(version.error());
        const QString id = *version ? versioning::idText(**version) : QString();
        session.say(u"%1 is at %2 on %3"_s.arg(branch, id.left(10), remote->name));
        session.answer({{u"remote"_s, remote->name}, {u"branch"_s, branch}, {u"version"_s, id}});
        return Answer::Yes;
    });
}

void addFetch(CLI::App &app, Session &session)
{
    auto words = std::make_shared<RemoteWords>();
    CLI::App *command = addVerb(app, "fetch", "Bring versions from another place, without merging them", words);
    command->add_option("remote", words->name, "The place (default: the only one, or origin)");
    command->add_option("--depth", words->depth, "Only so many of the newest versions")->check(CLI::PositiveNumber);
    command->add_flag("--history", words->history, "Also the older versions that were left out before");
    onRun(command, session, [&session, words]() -> base::Result<Answer> {
        auto workspace = openWorkspace(session, words->folder);
        if (!workspace)
            return base::fail(workspace.error());
        auto &repository = workspace->repository();
        const auto remote = remoteOf(repository, words->name);
        if (!remote)
            return base::fail(remote.error());
        const auto report = withLogin<versioning::FetchReport>(session, remote->url, [&] {
            return versioning::fetchRemote(repository, *remote, {words->depth, words->history}, author(words->author),
                                           session.context());
        });
        if (!report)
            return base::fail(report.error());
        QJsonArray branches;
        for (const auto &[name, version] : report->branches) {
            session.say(u"%1 is at %2"_s.arg(name, versioning::idText(version).left(10)));
            branches.append(QJsonObject{{u"name"_s, name}, {u"version"_s, versioning::idText(version)}});
        }
        if (report->branches.empty())
            session.say(u"Nothing new on "_s + remote->name);
        session.answer({{u"remote"_s, remote->name}, {u"branches"_s, branches}});
        return Answer::Yes;
    });
}

void addPull(CLI::App &app, Session &session)
{
    auto words = std::make_shared<RemoteWords>();
    CLI::App *command = addVerb(app, "pull", "Fetch, then merge what the place has of the current branch", words);
    command->add_option("remote", words->name, "The place (default: the only one, or origin)");
    command->add_option("--author", words->author, "\"Name <mail>\" (default: who is logged in)");
    command->footer("Exit code 1: both sides changed the same; datanet merge --conflicts lists it.");
    onRun(command, session, [&session, words]() -> base::Result<Answer> {
        auto workspace = openWorkspace(session, words->folder);
        if (!workspace)
            return base::fail(workspace.error());
        const auto remote = remoteOf(workspace->repository(), words->name);
        const auto current = workspace->repository().currentRef();
        if (!remote || !current)
            return base::fail(!remote ? remote.error() : current.error());
        const QString other = remote->name + u'/' + currentBranch(*current);
        const auto request = mergeRequest(session, other, {}, words->author);
        if (!request)
            return base::fail(request.error());
        const auto report = withLogin<versioning::MergeReport>(
            session, remote->url, [&] { return workspace->pull(*remote, *request, session.context()); });
        if (!report)
            return base::fail(report.error());
        return tellMerge(session, *report, other);
    });
}

void addClone(CLI::App &app, Session &session)
{
    auto words = std::make_shared<RemoteWords>();
    CLI::App *command = app.add_subcommand("clone", "Make a copy of a data set that lies elsewhere");
    command->add_option("address", words->address, "https, ssh, a path or a bundle file")->required();
    command->add_option("dir", words->folder, "Folder of the new data set")->required();
    command->add_option("--depth", words->depth, "Only so many of the newest versions; fetch --history brings the rest")
        ->check(CLI::PositiveNumber);
    onRun(command, session, [&session, words]() -> base::Result<Answer> {
        auto workspace = withLogin<versioning::Workspace>(session, fromWords(words->address), [&] {
            return versioning::Workspace::clone(fromWords(words->address), fromWords(words->folder), session.context(),
                                                {words->depth, false});
        });
        if (!workspace)
            return base::fail(workspace.error());
        const auto count = workspace->workingCopy().rows().count();
        const auto head = workspace->repository().head();
        if (!count || !head)
            return base::fail(!count ? count.error() : head.error());
        session.say(u"%1 records in %2"_s.arg(countText(*count), workspace->folder()));
        if (workspace->repository().isShallow())
            session.say(u"Older versions stayed where they are (datanet fetch --history)"_s);
        session.answer({{u"folder"_s, workspace->folder()},
                        {u"records"_s, number(*count)},
                        {u"version"_s, *head ? QJsonValue(versioning::idText(**head)) : QJsonValue()},
                        {u"shallow"_s, workspace->repository().isShallow()}});
        return Answer::Yes;
    });
}

} // namespace

void addRemoteCommands(CLI::App &app, Session &session)
{
    addRemote(app, session);
    addPush(app, session);
    addFetch(app, session);
    addPull(app, session);
    addClone(app, session);
}

} // namespace datanet::app::cli

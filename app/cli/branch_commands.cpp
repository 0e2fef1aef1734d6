#include "cli/command.h"
#include "cli/commands.h"
#include "cli/data_set_access.h"

#include "versioning/refs.h"

#include <QJsonArray>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

QString kindName(versioning::RefKind kind)
{
    static const QStringList names{u"branch"_s, u"tag"_s, u"remote"_s};
    return names.at(int(kind));
}

base::Result<Answer> list(Session &session, const std::string &folder, const std::vector<versioning::RefKind> &kinds)
{
    const auto repository = openRepository(folder);
    if (!repository)
        return base::fail(repository.error());
    const auto named = versioning::namedVersions(*repository);
    const auto current = repository->currentRef();
    if (!named || !current)
        return base::fail(!named ? named.error() : current.error());
    QJsonArray names;
    for (const auto &each : *named) {
        if (std::find(kinds.begin(), kinds.end(), each.kind) == kinds.end())
            continue;
        session.say(
            u"%1 %2  %3"_s.arg(each.isCurrent ? u"*"_s : u" "_s, versioning::idText(each.version).left(10), each.name));
        names.append(QJsonObject{{u"kind"_s, kindName(each.kind)},
                                 {u"name"_s, each.name},
                                 {u"version"_s, versioning::idText(each.version)},
                                 {u"current"_s, each.isCurrent}});
    }
    session.answer({{u"current"_s, current->mid(11)}, {u"names"_s, names}});
    return Answer::Yes;
}

base::Result<Answer> done(Session &session, const base::Status &status, const QString &words, const QString &name)
{
    if (!status)
        return base::fail(status.error());
    session.say(words);
    session.answer({{u"name"_s, name}});
    return Answer::Yes;
}

void addBranch(CLI::App &app, Session &session)
{
    struct Words
    {
        std::string folder = ".", name, at = "HEAD", remove, rename;
        bool force = false;
    };
    auto words = std::make_shared<Words>();
    CLI::App *command = app.add_subcommand("branch", "List branches; make, rename or remove one");
    command->add_option("name", words->name, "Make a branch of this name (without: list them)");
    command->add_option("at", words->at, "The version it begins at")->capture_default_str();
    command->add_option("--rename", words->rename, "Give NAME this name instead");
    command->add_option("--remove", words->remove, "Remove this branch; its versions stay while something names them");
    command->add_flag("--force", words->force, "Also remove a branch whose versions are nowhere else");
    command->add_option("--dir", words->folder, "Folder of the data set (default: the current one)");
    command->footer("Example: datanet branch spelling --dir words");
    onRun(command, session, [&session, words]() -> base::Result<Answer> {
        if (words->name.empty() && words->remove.empty())
            return list(session, words->folder, {versioning::RefKind::Branch, versioning::RefKind::Remote});
        auto workspace = openWorkspace(session, words->folder);
        if (!workspace)
            return base::fail(workspace.error());
        auto &repository = workspace->repository();
        const QString name = fromWords(words->name);
        if (!words->remove.empty()) {
            const QString gone = fromWords(words->remove);
            return done(session, versioning::removeBranch(repository, gone, words->force), u"Removed branch "_s + gone,
                        gone);
        }
        if (!words->rename.empty()) {
            const QString to = fromWords(words->rename);
            return done(session, versioning::renameBranch(repository, name, to), u"Renamed to "_s + to, to);
        }
        const auto at = repository.resolve(fromWords(words->at));
        if (!at)
            return base::fail(at.error());
        return done(session, versioning::createBranch(repository, name, *at),
                    u"Branch %1 (datanet switch %1)"_s.arg(name), name);
    });
}

void addSwitch(CLI::App &app, Session &session)
{
    struct Words
    {
        std::string folder = ".", name, fresh;
    };
    auto words = std::make_shared<Words>();
    CLI::App *command = app.add_subcommand("switch", "Go to another branch");
    command->add_option("name", words->name, "The branch");
    command->add_option("--new", words->fresh, "Make a branch here and go to it; unsaved changes come along");
    command->add_option("--dir", words->folder, "Folder of the data set (default: the current one)");
    onRun(command, session, [&session, words]() -> base::Result<Answer> {
        if (words->name.empty() == words->fresh.empty())
            return session.usage(u"name a branch, or a new one with --new"_s, u"datanet branch lists them"_s);
        auto workspace = openWorkspace(session, words->folder);
        if (!workspace)
            return base::fail(workspace.error());
        const QString name = fromWords(words->name.empty() ? words->fresh : words->name);
        if (!words->fresh.empty()) {
            const auto at = workspace->base();
            if (!at)
                return base::fail(at.error());
            if (!*at)
                return base::fail(base::ErrorKind::Invalid, u"there is no version yet to begin a branch at"_s,
                                  u"datanet commit -m ..."_s);
            if (auto status = versioning::createBranch(workspace->repository(), name, **at); !status)
                return base::fail(status.error());
        }
        return done(session, workspace->switchTo(name, session.context()), u"On branch "_s + name, name);
    });
}

void addTag(CLI::App &app, Session &session)
{
    struct Words
    {
        std::string folder = ".", name, at = "HEAD", remove;
    };
    auto words = std::make_shared<Words>();
    CLI::App *command = app.add_subcommand("tag", "List the names of versions; give or remove one");
    command->add_option("name", words->name, "Name a version so (without: list the names)");
    command->add_option("version", words->at, "The version")->capture_default_str();
    command->add_option("--remove", words->remove, "Remove this name; the version stays");
    command->add_option("--dir", words->folder, "Folder of the data set (default: the current one)");
    onRun(command, session, [&session, words]() -> base::Result<Answer> {
        if (words->name.empty() && words->remove.empty())
            return list(session, words->folder, {versioning::RefKind::Tag});
        auto workspace = openWorkspace(session, words->folder);
        if (!workspace)
            return base::fail(workspace.error());
        auto &repository = workspace->repository();
        if (!words->remove.empty()) {
            const QString gone = fromWords(words->remove);
            return done(session, versioning::removeTag(repository, gone), u"Removed name "_s + gone, gone);
        }
        const auto at = repository.resolve(fromWords(words->at));
        if (!at)
            return base::fail(at.error());
        const QString name = fromWords(words->name);
        return done(session, versioning::createTag(repository, name, *at),
                    u"%1 is %2"_s.arg(name, versioning::idText(*at).left(10)), name);
    });
}

} // namespace

void addBranchCommands(CLI::App &app, Session &session)
{
    addBranch(app, session);
    addSwitch(app, session);
    addTag(app, session);
}

} // namespace datanet::app::cli

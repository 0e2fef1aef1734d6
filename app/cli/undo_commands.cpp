#include "cli/command.h"
#include "cli/commands.h"
#include "cli/data_set_access.h"

#include "format/operation_text.h"

#include <QJsonArray>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostListed = 1000;

QString kindName(dataset::OperationKind kind)
{
    switch (kind) {
    case dataset::OperationKind::Saved:
        return u"saved"_s;
    case dataset::OperationKind::Added:
        return u"added"_s;
    case dataset::OperationKind::Changed:
        return u"changed"_s;
    case dataset::OperationKind::Removed:
        return u"removed"_s;
    case dataset::OperationKind::Imported:
        return u"imported"_s;
    case dataset::OperationKind::Mended:
        return u"mended"_s;
    case dataset::OperationKind::Columns:
        return u"columns"_s;
    case dataset::OperationKind::Key:
        return u"key"_s;
    case dataset::OperationKind::Document:
        return u"document"_s;
    case dataset::OperationKind::Restored:
        return u"restored"_s;
    case dataset::OperationKind::Merged:
        return u"merged"_s;
    case dataset::OperationKind::Resolved:
        return u"resolved"_s;
    }
    return {};
}

QJsonObject described(const dataset::Operation &operation)
{
    return {{u"kind"_s, kindName(operation.deed.kind)},
            {u"count"_s, number(operation.deed.count)},
            {u"subject"_s, operation.deed.subject},
            {u"time"_s, operation.time.toUTC().toString(Qt::ISODateWithMs)}};
}

QString line(const dataset::Operation &operation)
{
    const QString &subject = operation.deed.subject;
    return operation.time.toLocalTime().toString(u"yyyy-MM-dd hh:mm"_s) + u"  "_s + OperationText::of(operation.deed)
        + (subject.isEmpty() ? QString() : u" ("_s + subject + u')');
}

base::Result<Answer> list(versioning::Workspace &workspace, Session &session)
{
    const auto operations = workspace.workingCopy().operations(kMostListed);
    if (!operations)
        return base::fail(operations.error());
    if (operations->empty())
        session.say(u"Nothing to undo"_s);
    QJsonArray described;
    for (const auto &operation : *operations) {
        session.say(line(operation));
        described.append(cli::described(operation));
    }
    session.answer({{u"operations"_s, described}});
    return Answer::Yes;
}

void add(CLI::App &app, Session &session, bool backwards)
{
    struct Words
    {
        std::string folder = ".";
        int steps = 1;
        bool list = false;
    };
    auto words = std::make_shared<Words>();
    CLI::App *command = backwards
        ? app.add_subcommand("undo", "Take the last thing done to the data back; saved versions stay")
        : app.add_subcommand("redo", "Do again what was undone last");
    command->add_option("dir", words->folder, "Folder of the data set (default: the current one)");
    command->add_option("--steps", words->steps, "How many")->capture_default_str()->check(CLI::Range(1, kMostListed));
    if (backwards)
        command->add_flag("--list", words->list, "Only say what can be undone, newest first");
    command->footer(backwards ? "Example: datanet undo words --list" : "Example: datanet redo words");
    onRun(command, session, [&session, words, backwards]() -> base::Result<Answer> {
        auto workspace = openWorkspace(session, words->folder);
        if (!workspace)
            return base::fail(workspace.error());
        if (words->list)
            return list(*workspace, session);
        QJsonArray done;
        for (int step = 0; step < words->steps; ++step) {
            const auto operation = backwards ? workspace->undo(session.context()) : workspace->redo(session.context());
            if (!operation && operation.error().kind == base::ErrorKind::NotFound && step > 0)
                break;
            if (!operation)
                return base::fail(operation.error());
            session.say((backwards ? u"Undone: "_s : u"Done again: "_s) + line(*operation));
            done.append(described(*operation));
        }
        session.answer({{u"operations"_s, done}});
        return Answer::Yes;
    });
}

} // namespace

void addUndoCommands(CLI::App &app, Session &session)
{
    add(app, session, true);
    add(app, session, false);
}

} // namespace datanet::app::cli

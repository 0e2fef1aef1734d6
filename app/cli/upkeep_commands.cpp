#include "cli/command.h"
#include "cli/commands.h"
#include "cli/data_set_access.h"

#include "format/amount_text.h"
#include "versioning/maintenance.h"
#include "versioning/verify.h"

#include <QDir>
#include <QJsonArray>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

base::Result<Answer> maintain(Session &session, const std::string &folder, int days, bool check)
{
    auto workspace = openWorkspace(session, folder);
    if (!workspace)
        return base::fail(workspace.error());
    auto &repository = workspace->repository();
    std::optional<versioning::HistoryReport> report;
    if (check) {
        // Before anything is thrown away.
        const auto verified = versioning::verifyHistory(repository, session.context());
        if (!verified)
            return base::fail(verified.error());
        report = *verified;
        for (const QString &problem : report->problems)
            session.say(problem);
        session.say(u"%1 versions, %2 segments, %3 attachments read: %4"_s.arg(
            countText(report->versions), countText(report->segments), countText(report->attachments),
            report->isGood() ? u"all as their names say"_s
                             : countText(report->problemCount) + u" problems; nothing was tidied"_s));
    }
    versioning::CleanUp cleaned;
    if (!report || report->isGood()) {
        const auto done = versioning::cleanUp(repository, days, session.context());
        if (!done)
            return base::fail(done.error());
        cleaned = *done;
        session.say(u"%1 MB before, %2 MB now"_s.arg(countText(cleaned.bytesBefore / 1'000'000),
                                                     countText(cleaned.bytesAfter / 1'000'000)));
    }
    session.answer({{u"checked"_s, check},
                    {u"versions"_s, report ? number(report->versions) : QJsonValue()},
                    {u"problems"_s,
                     report ? QJsonValue(QJsonArray::fromStringList({report->problems.begin(), report->problems.end()}))
                            : QJsonValue()},
                    {u"bytesBefore"_s, number(cleaned.bytesBefore)},
                    {u"bytesAfter"_s, number(cleaned.bytesAfter)}});
    return !report || report->isGood() ? Answer::Yes : Answer::No;
}

base::Result<Answer> repair(Session &session, const std::string &folder)
{
    // One that opens may hold work that is nowhere else.
    if (auto workspace = openWorkspace(session, folder)) {
        const auto changes = workspace->workingCopy().changes();
        if ((!changes || !changes->isEmpty())
            && !session.confirm(u"Changes that are in no version yet will be put aside in working.db.old. Go on?"_s))
            return base::fail(base::ErrorKind::Cancelled, u"nothing was changed"_s, u"commit them first, or --yes"_s);
    } else if (workspace.error().kind == base::ErrorKind::Conflict) {
        return base::fail(workspace.error());
    }
    auto repaired =
        versioning::Workspace::repair(QDir().absoluteFilePath(QString::fromStdString(folder)), session.context());
    if (!repaired)
        return base::fail(repaired.error());
    const auto count = repaired->workingCopy().rows().count();
    if (!count)
        return base::fail(count.error());
    session.say(
        u"The working copy was filled anew from the newest version: %1 records; the old one is working.db.old"_s.arg(
            countText(*count)));
    session.answer({{u"records"_s, number(*count)}, {u"old"_s, u"working.db.old"_s}});
    return Answer::Yes;
}

} // namespace

void addUpkeepCommands(CLI::App &app, Session &session)
{
    struct Words
    {
        std::string folder = ".";
        int days = 14;
        bool noCheck = false;
    };
    auto words = std::make_shared<Words>();
    CLI::App *command = app.add_subcommand("maintain", "Check every hash of every version, then tidy the repository");
    command->add_option("dir", words->folder, "Folder of the data set (default: the current one)");
    command->add_option("--days", words->days, "Keep what nothing leads to for so many days")
        ->capture_default_str()
        ->check(CLI::Range(1, 3650));
    command->add_flag("--no-check", words->noCheck, "Tidy only");
    command->footer("Exit code 1: something is not as its name says; then nothing is tidied.");
    onRun(command, session,
          [&session, words] { return maintain(session, words->folder, words->days, !words->noCheck); });
    CLI::App *mending = app.add_subcommand("repair", "Fill the working copy anew from the newest version");
    auto folder = addFolder(mending);
    onRun(mending, session, [&session, folder] { return repair(session, *folder); });
}

} // namespace datanet::app::cli

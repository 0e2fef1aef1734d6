#include "cli/command.h"
#include "cli/commands.h"
#include "cli/data_set_access.h"

#include "format/amount_text.h"
#include "provenance/device_identity.h"
#include "versioning/difference.h"
#include "versioning/history.h"
#include "versioning/version_rows.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

QJsonObject record(const std::string &canonicalBody)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(canonicalBody)).object();
}

QJsonObject described(const versioning::Version &version)
{
    QJsonArray parents;
    for (const auto &parent : version.parents)
        parents.append(versioning::idText(parent));
    return {{u"id"_s, versioning::idText(version.id)},
            {u"number"_s, version.number > 0 ? number(version.number) : QJsonValue()},
            {u"parents"_s, parents},
            {u"author"_s, version.author.name},
            {u"time"_s, version.time.toString(Qt::ISODate)},
            {u"message"_s, version.message},
            {u"signed"_s, version.isSigned}};
}

QString line(const versioning::Version &version)
{
    return u"%1  %2  %3  %4  %5"_s.arg(version.number > 0 ? u"v"_s + QString::number(version.number) : u"v?"_s)
        .arg(versioning::idText(version.id).left(10), version.time.toLocalTime().toString(u"yyyy-MM-dd hh:mm"_s),
             version.author.name, version.message.section(u'\n', 0, 0));
}

void addCommit(CLI::App &app, Session &session)
{
    struct Words
    {
        std::string folder = ".", message, author;
    };
    auto words = std::make_shared<Words>();
    CLI::App *command = app.add_subcommand("commit", "Make a version of what is there");
    command->add_option("dir", words->folder, "Folder of the data set (default: the current one)");
    command->add_option("-m,--message", words->message, "What changed, in a few words")->required();
    command->add_option("--author", words->author, "\"Name <mail>\" (default: who is logged in)");
    onRun(command, session, [&session, words]() -> base::Result<Answer> {
        auto workspace = openWorkspace(session, words->folder);
        if (!workspace)
            return base::fail(workspace.error());
        const auto device = provenance::DeviceIdentity::open(session.home());
        if (!device)
            return base::fail(device.error());
        session.context().step(u"Saving the version"_s);
        const auto report = workspace->commit(
            {fromWords(words->message), author(words->author), QDateTime::currentDateTime(), device->commitSigner()},
            session.context());
        if (!report)
            return base::fail(report.error());
        session.say(u"Version %1: %2 added, %3 changed, %4 removed"_s.arg(
            versioning::idText(report->id).left(10), countText(report->counts.added), countText(report->counts.changed),
            countText(report->counts.removed)));
        session.answer({{u"id"_s, versioning::idText(report->id)},
                        {u"added"_s, number(report->counts.added)},
                        {u"changed"_s, number(report->counts.changed)},
                        {u"removed"_s, number(report->counts.removed)},
                        {u"segments"_s, number(report->segmentsWritten)},
                        {u"bytes"_s, number(report->bytesWritten)}});
        return Answer::Yes;
    });
}

void addLog(CLI::App &app, Session &session)
{
    struct Words
    {
        std::string folder = ".", from;
        int count = 20;
        int skip = 0;
    };
    auto words = std::make_shared<Words>();
    CLI::App *command = app.add_subcommand("log", "The versions, newest first");
    command->add_option("dir", words->folder, "Folder of the data set (default: the current one)");
    command->add_option("-n,--count", words->count, "How many")->capture_default_str()->check(CLI::Range(1, 100000));
    command->add_option("--from", words->from, "A branch, name or version to begin at (default: the current branch)");
    command->add_option("--skip", words->skip, "How many to pass over")->check(CLI::NonNegativeNumber);
    onRun(command, session, [&session, words]() -> base::Result<Answer> {
        const auto repository = openRepository(words->folder);
        if (!repository)
            return base::fail(repository.error());
        std::optional<versioning::CommitId> from;
        if (!words->from.empty()) {
            const auto resolved = repository->resolve(fromWords(words->from));
            if (!resolved)
                return base::fail(resolved.error());
            from = *resolved;
        }
        const auto versions = versioning::log(*repository, words->skip, words->count, from);
        if (!versions)
            return base::fail(versions.error());
        if (versions->empty())
            session.say(u"No version yet (datanet commit -m ...)"_s);
        QJsonArray list;
        for (const auto &version : *versions) {
            session.say(line(version));
            list.append(described(version));
        }
        if (!versions->empty() && versions->back().isBoundary)
            session.say(u"Earlier versions were not fetched (datanet fetch --history)"_s);
        session.answer({{u"versions"_s, list}});
        return Answer::Yes;
    });
}

// Any version, read where it lies: nothing of the working copy changes.
base::Result<Answer> showRows(Session &session, const versioning::Repository &repository,
                              const versioning::CommitId &id, std::int64_t offset, std::int64_t limit)
{
    constexpr std::int64_t kPage = 500;
    auto rows = versioning::VersionRows::open(repository, id);
    if (!rows)
        return base::fail(rows.error());
    const std::int64_t end = limit < 0 ? rows->count() : std::min(rows->count(), offset + limit);
    while (offset < end) {
        if (session.context().cancelled())
            return base::cancelled();
        const auto page = rows->page(offset, std::min(kPage, end - offset));
        if (!page)
            return base::fail(page.error());
        for (const dataset::Row &row : *page) {
            session.say(QString::fromStdString(row.body));
            session.stream(record(row.body));
        }
        offset += std::int64_t(page->size());
    }
    return Answer::Yes;
}

void addShow(CLI::App &app, Session &session)
{
    struct Words
    {
        std::string folder = ".", revision = "HEAD";
        bool rows = false;
        std::int64_t offset = 0, limit = -1;
    };
    auto words = std::make_shared<Words>();
    CLI::App *command = app.add_subcommand("show", "One version and what it holds");
    command->add_option("revision", words->revision, "HEAD, HEAD~2, v3, a branch, a name or digits of an id")
        ->capture_default_str();
    command->add_option("dir", words->folder, "Folder of the data set (default: the current one)");
    command->add_flag("--rows", words->rows, "Its records, one a line");
    command->add_option("--offset", words->offset, "... from this one on, counted from 0")
        ->check(CLI::NonNegativeNumber);
    command->add_option("--limit", words->limit, "... at most so many")->check(CLI::NonNegativeNumber);
    onRun(command, session, [&session, words]() -> base::Result<Answer> {
        const auto repository = openRepository(words->folder);
        if (!repository)
            return base::fail(repository.error());
        const auto id = repository->resolve(fromWords(words->revision));
        if (!id)
            return base::fail(id.error());
        if (words->rows)
            return showRows(session, *repository, *id, words->offset, words->limit);
        const auto details = versioning::show(*repository, *id);
        if (!details)
            return base::fail(details.error());
        session.say(line(details->version));
        session.say(u"%1 records in %2 segments, %3 attachments"_s.arg(countText(details->totals.records),
                                                                       countText(details->totals.segments),
                                                                       countText(details->totals.attachments)));
        QJsonArray documents;
        for (const QByteArray &name : details->totals.documents)
            documents.append(QString::fromUtf8(name));
        session.answer({{u"version"_s, described(details->version)},
                        {u"records"_s, number(details->totals.records)},
                        {u"segments"_s, number(details->totals.segments)},
                        {u"attachments"_s, number(details->totals.attachments)},
                        {u"documents"_s, documents}});
        return Answer::Yes;
    });
}

QString kindName(dataset::ChangeKind kind)
{
    switch (kind) {
    case dataset::ChangeKind::Added:
        return u"added"_s;
    case dataset::ChangeKind::Changed:
        return u"changed"_s;
    case dataset::ChangeKind::Removed:
        break;
    }
    return u"removed"_s;
}

base::Status tell(Session &session, const dataset::RowChange &change)
{
    if (!change.before.empty())
        session.say(u"- "_s + QString::fromStdString(change.before));
    if (!change.after.empty())
        session.say(u"+ "_s + QString::fromStdString(change.after));
    QJsonObject line{{u"kind"_s, kindName(change.kind)}};
    if (!change.before.empty())
        line[u"before"_s] = record(change.before);
    if (!change.after.empty())
        line[u"after"_s] = record(change.after);
    session.stream(line);
    return {};
}

struct DiffWords
{
    std::string folder = ".", from, to;
    bool stat = false;
};

// Changes that are in no version yet.
base::Result<Answer> diffWorkingCopy(Session &session, const DiffWords &words)
{
    auto workspace = openWorkspace(session, words.folder);
    if (!workspace)
        return base::fail(workspace.error());
    if (!words.stat) {
        if (auto status = workspace->workingCopy().forEachChange(
                session.context(), [&](const dataset::RowChange &change) { return tell(session, change); });
            !status)
            return base::fail(status.error());
    }
    const auto counts = workspace->workingCopy().changes();
    if (!counts)
        return base::fail(counts.error());
    session.say(u"%1 added, %2 changed, %3 removed"_s.arg(countText(counts->added), countText(counts->changed),
                                                          countText(counts->removed)));
    session.answer({{u"added"_s, number(counts->added)},
                    {u"changed"_s, number(counts->changed)},
                    {u"removed"_s, number(counts->removed)}});
    return Answer::Yes;
}

base::Result<Answer> diffVersions(Session &session, const DiffWords &words)
{
    const auto repository = openRepository(words.folder);
    if (!repository)
        return base::fail(repository.error());
    const auto from = repository->resolve(fromWords(words.from));
    const auto to = repository->resolve(fromWords(words.to.empty() ? "HEAD" : words.to));
    if (!from || !to)
        return base::fail(!from ? from.error() : to.error());
    const auto schemaBytes = versioning::documentAt(*repository, *to, QLatin1String(dataset::kSchemaFile));
    const auto schema = schemaBytes ? dataset::Schema::fromJson(*schemaBytes) : dataset::Schema();
    if (!schema)
        return base::fail(schema.error());
    versioning::RowVisitor visit;
    if (!words.stat)
        visit = [&session](const dataset::RowChange &change) { return tell(session, change); };
    const auto counts = versioning::difference(*repository, *from, *to, schema->primaryKey, session.context(), visit);
    if (!counts)
        return base::fail(counts.error());
    session.say(u"%1 added, %2 changed, %3 removed"_s.arg(countText(counts->added), countText(counts->changed),
                                                          countText(counts->removed)));
    session.answer({{u"added"_s, number(counts->added)},
                    {u"changed"_s, number(counts->changed)},
                    {u"removed"_s, number(counts->removed)},
                    {u"documents"_s, QJsonArray::fromStringList(counts->documents)}});
    return Answer::Yes;
}

void addDiff(CLI::App &app, Session &session)
{
    auto words = std::make_shared<DiffWords>();
    CLI::App *command = app.add_subcommand("diff", "What changed: since the last version, or between two");
    command->add_option("from", words->from, "Older version (default: compare with what is in no version yet)");
    command->add_option("to", words->to, "Newer version (default: HEAD)");
    command->add_option("--dir", words->folder, "Folder of the data set (default: the current one)");
    command->add_flag("--stat", words->stat, "Counts only");
    command->footer("Example: datanet diff v1 v2 --dir words --json");
    onRun(command, session, [&session, words] {
        return words->from.empty() ? diffWorkingCopy(session, *words) : diffVersions(session, *words);
    });
}

} // namespace

void addVersionCommands(CLI::App &app, Session &session)
{
    addCommit(app, session);
    addLog(app, session);
    addShow(app, session);
    addDiff(app, session);
}

} // namespace datanet::app::cli

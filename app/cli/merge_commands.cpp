#include "cli/command.h"
#include "cli/commands.h"
#include "cli/data_set_access.h"
#include "cli/merge_words.h"

#include "dataset/record_edit.h"
#include "dataset/record_parser.h"
#include "format/amount_text.h"
#include "provenance/device_identity.h"

#include <QDateTime>
#include <QJsonArray>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;
using versioning::Choice;
using versioning::MergeConflict;
using versioning::MergeReport;

namespace {

struct MergeWords
{
    std::string folder = ".", other, message, author, all, take, value;
    std::int64_t conflict = 0;
    bool goOn = false, abort = false, list = false, removeValue = false;
};

QString side(const std::optional<std::string> &value)
{
    return value ? QString::fromStdString(*value) : u"(not there)"_s;
}

QJsonValue sideJson(const std::optional<std::string> &value)
{
    return value ? QJsonValue(QString::fromStdString(*value)) : QJsonValue();
}

void tell(Session &session, const versioning::OpenConflict &each)
{
    static const QStringList kinds{u"cell"_s, u"row"_s, u"document"_s};
    const MergeConflict &conflict = each.conflict;
    const QString field = QString::fromStdString(conflict.field);
    session.say(
        u"%1  %2%3  %4"_s.arg(each.number)
            .arg(QString::fromStdString(conflict.key), field.isEmpty() ? QString() : QString(u"  "_s + field),
                 each.choice == Choice::None ? u"open"_s : u"decided: "_s + versioning::choiceName(each.choice)));
    session.say(u"    base    %1"_s.arg(side(conflict.base)));
    session.say(u"    ours    %1"_s.arg(side(conflict.ours)));
    session.say(u"    theirs  %1"_s.arg(side(conflict.theirs)));
    session.stream({{u"number"_s, number(each.number)},
                    {u"kind"_s, kinds.at(int(conflict.what))},
                    {u"key"_s, QString::fromStdString(conflict.key)},
                    {u"field"_s, field},
                    {u"base"_s, sideJson(conflict.base)},
                    {u"ours"_s, sideJson(conflict.ours)},
                    {u"theirs"_s, sideJson(conflict.theirs)},
                    {u"choice"_s, versioning::choiceName(each.choice)},
                    {u"result"_s, sideJson(each.result())}});
}

base::Result<Answer> listConflicts(Session &session, versioning::Workspace &workspace)
{
    const auto conflicts = versioning::conflictsOf(workspace.workingCopy(), 0, -1, false);
    if (!conflicts)
        return base::fail(conflicts.error());
    if (conflicts->empty())
        session.say(u"No conflicts."_s);
    bool isOpen = false;
    for (const auto &each : *conflicts) {
        tell(session, each);
        isOpen = isOpen || each.choice == Choice::None;
    }
    return isOpen ? Answer::No : Answer::Yes;
}

base::Result<Answer> tellOpen(Session &session, versioning::Workspace &workspace)
{
    const auto counts = versioning::conflictCounts(workspace.workingCopy());
    if (!counts)
        return base::fail(counts.error());
    session.say(counts->undecided == 0
                    ? u"All conflicts are decided: datanet merge --continue"_s
                    : u"%1 of %2 conflicts are open"_s.arg(countText(counts->undecided), countText(counts->all)));
    session.answer({{u"conflicts"_s, number(counts->all)}, {u"open"_s, number(counts->undecided)}});
    return Answer::Yes;
}

// What was typed, as the conflict's kind has it: a cell's text becomes a value of its column.
base::Result<std::optional<std::string>> ownValue(versioning::Workspace &workspace, const MergeWords &words)
{
    if (words.removeValue)
        return std::optional<std::string>();
    const auto found = versioning::conflictsOf(workspace.workingCopy(), words.conflict - 1, 1, false);
    if (!found)
        return base::fail(found.error());
    if (found->empty() || found->front().conflict.what == MergeConflict::What::Document)
        return std::optional<std::string>(words.value);
    if (found->front().conflict.what == MergeConflict::What::Row) {
        dataset::RecordParser parser;
        const auto record = parser.canonical(words.value);
        if (!record)
            return base::fail(record.error());
        return std::optional<std::string>(*record);
    }
    const auto schema = schemaOf(workspace.workingCopy().rows());
    if (!schema)
        return base::fail(schema.error());
    const auto *field = schema->find(QString::fromStdString(found->front().conflict.field));
    auto value = dataset::valueFromText(words.value, field != nullptr ? field->type : dataset::FieldType::Any);
    if (!value)
        return base::fail(value.error());
    return std::optional<std::string>(std::move(*value));
}

base::Result<Answer> decide(Session &session, versioning::Workspace &workspace, const MergeWords &words)
{
    if (!words.all.empty()) {
        using Rule = versioning::MergeRule;
        const Rule rule = words.all == "ours" ? Rule::Ours
            : words.all == "theirs"           ? Rule::Theirs
            : words.all == "base"             ? Rule::Base
                                              : Rule::Newer;
        if (auto status = workspace.decideAll(rule, session.context()); !status)
            return base::fail(status.error());
        return tellOpen(session, workspace);
    }
    const bool isOwn = words.take.empty();
    const auto own = isOwn ? ownValue(workspace, words) : std::optional<std::string>();
    if (!own)
        return base::fail(own.error());
    const auto choice = isOwn ? Choice::Own : *versioning::choiceFromName(fromWords(words.take));
    if (auto status = workspace.decide(words.conflict, choice, *own); !status)
        return base::fail(status.error());
    return tellOpen(session, workspace);
}

base::Result<Answer> goOn(Session &session, versioning::Workspace &workspace, const MergeWords &words)
{
    const auto merge = workspace.mergeUnderWay();
    if (!merge)
        return base::fail(merge.error());
    if (!*merge)
        return base::fail(base::ErrorKind::NotFound, u"no merge is under way"_s);
    const auto request = mergeRequest(session, (*merge)->name, words.message, words.author);
    if (!request)
        return base::fail(request.error());
    const auto report = workspace.commit(request->commit, session.context());
    if (!report)
        return base::fail(report.error());
    session.say(u"Merged: version "_s + versioning::idText(report->id).left(10));
    session.answer({{u"outcome"_s, u"merged"_s}, {u"version"_s, versioning::idText(report->id)}});
    return Answer::Yes;
}

base::Result<Answer> run(Session &session, const MergeWords &words)
{
    const bool decides = !words.all.empty() || words.conflict > 0;
    if (int(!words.other.empty()) + int(words.goOn) + int(words.abort) + int(words.list) + int(decides) != 1)
        return session.usage(u"name a version to merge, or one of --continue, --abort, --conflicts, --take, --all"_s);
    if (words.conflict > 0 && int(!words.take.empty()) + int(!words.value.empty()) + int(words.removeValue) != 1)
        return session.usage(u"--conflict needs one of --take, --value, --no-value"_s);
    auto workspace = openWorkspace(session, words.folder);
    if (!workspace)
        return base::fail(workspace.error());
    if (words.list)
        return listConflicts(session, *workspace);
    if (decides)
        return decide(session, *workspace, words);
    if (words.goOn)
        return goOn(session, *workspace, words);
    if (words.abort) {
        if (auto status = workspace->abortMerge(session.context()); !status)
            return base::fail(status.error());
        session.say(u"The data set holds again what it held before the merge"_s);
        session.answer({{u"outcome"_s, u"aborted"_s}});
        return Answer::Yes;
    }
    const QString other = fromWords(words.other);
    const auto theirs = workspace->repository().resolve(other);
    const auto request = mergeRequest(session, other, words.message, words.author);
    if (!theirs || !request)
        return base::fail(!theirs ? theirs.error() : request.error());
    const auto report = workspace->merge(*theirs, *request, session.context());
    if (!report)
        return base::fail(report.error());
    return tellMerge(session, *report, other);
}

void addRestore(CLI::App &app, Session &session)
{
    struct RestoreWords
    {
        std::string folder = ".", version, record, document;
    };
    auto words = std::make_shared<RestoreWords>();
    CLI::App *command = app.add_subcommand("restore", "Bring back what a version holds, as changes not yet saved");
    command->add_option("version", words->version, "HEAD (drops unsaved changes), v3, a name or an id")->required();
    command->add_option("--record", words->record, "Only this record: its key, or at least 8 digits of its id");
    command->add_option("--document", words->document, "Only this file: dataset.json, schema.json or README.md")
        ->excludes("--record");
    command->add_option("--dir", words->folder, "Folder of the data set (default: the current one)");
    onRun(command, session, [&session, words]() -> base::Result<Answer> {
        auto workspace = openWorkspace(session, words->folder);
        if (!workspace)
            return base::fail(workspace.error());
        const auto version = workspace->repository().resolve(fromWords(words->version));
        auto counts = workspace->workingCopy().changes();
        if (!version || !counts)
            return base::fail(!version ? version.error() : counts.error());
        base::Status status;
        if (!words->record.empty()) {
            status = workspace->restoreRecord(*version, fromWords(words->record), session.context());
        } else if (!words->document.empty()) {
            status = workspace->restoreDocument(*version, fromWords(words->document), session.context());
        } else {
            if (!counts->isEmpty() && !session.confirm(u"Changes that are in no version yet will be dropped. Go on?"_s))
                return base::fail(base::ErrorKind::Cancelled, u"nothing was changed"_s, u"commit them, or --yes"_s);
            status = workspace->restore(*version, session.context());
        }
        if (!status)
            return base::fail(status.error());
        counts = workspace->workingCopy().changes();
        if (!counts)
            return base::fail(counts.error());
        session.say(u"Now: %1 added, %2 changed, %3 removed against the newest version"_s.arg(
            countText(counts->added), countText(counts->changed), countText(counts->removed)));
        session.answer({{u"added"_s, number(counts->added)},
                        {u"changed"_s, number(counts->changed)},
                        {u"removed"_s, number(counts->removed)},
                        {u"documents"_s, QJsonArray::fromStringList(counts->documents)}});
        return Answer::Yes;
    });
}

} // namespace

base::Result<versioning::MergeRequest> mergeRequest(Session &session, const QString &other, const std::string &message,
                                                    const std::string &who)
{
    auto opened = provenance::DeviceIdentity::open(session.home());
    if (!opened)
        return base::fail(opened.error());
    // The signer uses the identity for as long as the request lives.
    const auto device = std::make_shared<const provenance::DeviceIdentity>(std::move(*opened));
    const auto signer = [device](base::ByteView commit) { return device->commitSigner()(commit); };
    const QString words = message.empty() ? QString(u"Merge "_s + other) : fromWords(message);
    return versioning::MergeRequest{{words, author(who), QDateTime::currentDateTime(), signer}, other};
}

Answer tellMerge(Session &session, const MergeReport &report, const QString &other)
{
    using Outcome = MergeReport::Outcome;
    static const QStringList names{u"up-to-date"_s, u"moved-on"_s, u"merged"_s, u"conflicts"_s};
    const QString counts = u"%1 added, %2 changed, %3 removed by the other side"_s.arg(
        countText(report.counts.added), countText(report.counts.changed), countText(report.counts.removed));
    switch (report.outcome) {
    case Outcome::UpToDate:
        session.say(u"Everything of %1 is here already."_s.arg(other));
        break;
    case Outcome::MovedOn:
        session.say(u"Nothing was done here since: now at version "_s + versioning::idText(report.version).left(10));
        break;
    case Outcome::Merged:
        session.say(u"Merged as version %1: %2"_s.arg(versioning::idText(report.version).left(10), counts));
        break;
    case Outcome::Conflicts:
        session.say(counts);
        session.say((report.conflicts == 1 ? u"%1 conflict, ours stands there for now."_s
                                           : u"%1 conflicts, ours stands there for now."_s)
                        .arg(countText(report.conflicts)));
        session.say(u"datanet merge --conflicts lists them; --conflict N --take theirs, or --all theirs, decides;"
                    " then --continue, or --abort"_s);
        break;
    }
    session.answer({{u"outcome"_s, names.at(int(report.outcome))},
                    {u"version"_s, versioning::idText(report.version)},
                    {u"added"_s, number(report.counts.added)},
                    {u"changed"_s, number(report.counts.changed)},
                    {u"removed"_s, number(report.counts.removed)},
                    {u"conflicts"_s, number(report.conflicts)}});
    return report.outcome == Outcome::Conflicts ? Answer::No : Answer::Yes;
}

void addMergeCommands(CLI::App &app, Session &session)
{
    auto words = std::make_shared<MergeWords>();
    CLI::App *command = app.add_subcommand("merge", "Bring the changes of another branch or version into this one");
    command->add_option("version", words->other, "A branch, a name, REMOTE/BRANCH or an id");
    command->add_flag("--conflicts", words->list, "List what both sides changed; exit code 1 while some are open");
    command->add_option("--conflict", words->conflict, "Decide the conflict of this number")
        ->check(CLI::PositiveNumber);
    command->add_option("--take", words->take, "... by taking a side")
        ->check(CLI::IsMember({"ours", "theirs", "base"}));
    command->add_option("--value", words->value, "... by a value of your own (whole records: as JSON)");
    command->add_flag("--no-value", words->removeValue, "... by leaving the value, or the record, out");
    command->add_option("--all", words->all, "Decide all that are open; newer: the side saved last")
        ->check(CLI::IsMember({"ours", "theirs", "base", "newer"}));
    command->add_flag("--continue", words->goOn, "Make the version, once all conflicts are decided");
    command->add_flag("--abort", words->abort, "Go back to what was there before the merge");
    command->add_option("-m,--message", words->message, "What the version says (default: Merge ...)");
    command->add_option("--author", words->author, "\"Name <mail>\" (default: who is logged in)");
    command->add_option("--dir", words->folder, "Folder of the data set (default: the current one)");
    command->footer("Exit code 1: conflicts are open.\nExample: datanet merge spelling --dir words");
    onRun(command, session, [&session, words] { return run(session, *words); });
    addRestore(app, session);
}

} // namespace datanet::app::cli

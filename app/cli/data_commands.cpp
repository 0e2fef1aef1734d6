#include "cli/command.h"
#include "cli/commands.h"
#include "cli/data_set_access.h"
#include "cli/row_choice.h"

#include "base/files.h"
#include "dataset/record_edit.h"
#include "format/amount_text.h"

#include <QDir>
#include <QJsonArray>

#include <algorithm>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

void addInit(CLI::App &app, Session &session)
{
    struct Words
    {
        std::string folder, title, summary, domain, licence, language, type = "table", schema;
    };
    auto words = std::make_shared<Words>();
    CLI::App *command = app.add_subcommand("init", "Make a new, empty data set");
    command->add_option("dir", words->folder, "Folder to make")->required();
    command->add_option("--title", words->title, "What it is called")->required();
    command->add_option("--domain", words->domain, "What it is about (medicine, law, computing...)")->required();
    command->add_option("--license,--licence", words->licence, "SPDX identifier (CC-BY-4.0, CC0-1.0...)")->required();
    command->add_option("--summary", words->summary, "One paragraph");
    command->add_option("--language", words->language, "Language of the texts (en, pt-BR...)");
    command->add_option("--type", words->type, "table, text, image or audio")->capture_default_str();
    command->add_option("--schema", words->schema, "A schema.json (Frictionless Table Schema)");
    command->footer("Example: datanet init words --title 'Help desk words' --domain computing --license CC-BY-4.0");
    onRun(command, session, [&session, words]() -> base::Result<Answer> {
        const auto type = dataset::dataTypeFromName(fromWords(words->type));
        if (!type)
            return session.usage(u"--type must be table, text, image or audio"_s);
        dataset::Metadata metadata;
        metadata.title = fromWords(words->title);
        metadata.summary = fromWords(words->summary);
        metadata.domain = fromWords(words->domain);
        metadata.type = *type;
        metadata.licence = fromWords(words->licence);
        metadata.language = fromWords(words->language);
        if (const auto valid = metadata.validate(); !valid)
            return session.usage(valid.error().what, valid.error().hint);
        dataset::Schema schema;
        if (!words->schema.empty()) {
            const auto bytes = base::files::read(fromWords(words->schema), dataset::kMaximumDocumentBytes);
            if (!bytes)
                return base::fail(bytes.error());
            const auto parsed = dataset::Schema::fromJson(*bytes);
            if (!parsed)
                return base::fail(parsed.error().within(fromWords(words->schema)));
            schema = *parsed;
        }
        const QString folder = QDir::cleanPath(QDir().absoluteFilePath(fromWords(words->folder)));
        auto workspace = versioning::Workspace::create(folder, metadata.toJson(), schema.toJson());
        if (!workspace)
            return base::fail(workspace.error());
        if (!schema.primaryKey.isEmpty()) {
            if (auto keyed = workspace->workingCopy().setKeyFields(schema.primaryKey, session.context()); !keyed)
                return base::fail(keyed.error());
        }
        session.say(u"New data set in "_s + folder);
        session.answer({{u"folder"_s, folder}, {u"title"_s, metadata.title}});
        return Answer::Yes;
    });
}

void addStatus(CLI::App &app, Session &session)
{
    CLI::App *command = app.add_subcommand("status", "What is there, and what is in no version yet");
    const auto folder = addFolder(command);
    onRun(command, session, [&session, folder]() -> base::Result<Answer> {
        auto workspace = openWorkspace(session, *folder);
        if (!workspace)
            return base::fail(workspace.error());
        auto &copy = workspace->workingCopy();
        const auto metadata = metadataOf(copy.rows());
        const auto changes = copy.changes();
        const auto count = copy.rows().count();
        const auto rejects = copy.rejectCount();
        const auto base = workspace->base();
        const auto branch = workspace->repository().currentRef();
        const auto merge = workspace->mergeUnderWay();
        const auto conflicts = versioning::conflictCounts(copy);
        if (!branch || !merge || !conflicts)
            return base::fail(!branch ? branch.error() : !merge ? merge.error() : conflicts.error());
        if (!metadata || !changes || !count || !rejects || !base)
            return base::fail(!metadata      ? metadata.error()
                                  : !changes ? changes.error()
                                  : !count   ? count.error()
                                  : !rejects ? rejects.error()
                                             : base.error());
        session.say(metadata->title + u": "_s + countText(*count) + u" records"_s);
        session.say(u"On branch "_s + branch->mid(11));
        session.say(*base ? u"Last version "_s + versioning::idText(**base).left(10) : u"No version yet"_s);
        if (*merge)
            session.say(u"A merge with %1 is under way, %2 conflicts are open (datanet merge --conflicts)"_s.arg(
                (*merge)->name, countText(conflicts->undecided)));
        if (changes->isEmpty())
            session.say(u"Everything is in a version"_s);
        else
            session.say(u"Not in a version yet: %1 added, %2 changed, %3 removed"_s.arg(
                countText(changes->added), countText(changes->changed), countText(changes->removed)));
        if (!changes->documents.isEmpty())
            session.say(u"Changed: "_s + changes->documents.join(u", "_s));
        if (*rejects > 0)
            session.say(countText(*rejects) + u" refused rows are kept aside (datanet export --format rejects)"_s);
        session.answer({{u"title"_s, metadata->title},
                        {u"records"_s, number(*count)},
                        {u"version"_s, *base ? QJsonValue(versioning::idText(**base)) : QJsonValue()},
                        {u"branch"_s, branch->mid(11)},
                        {u"merging"_s, *merge ? QJsonValue((*merge)->name) : QJsonValue()},
                        {u"conflicts"_s, number(conflicts->undecided)},
                        {u"added"_s, number(changes->added)},
                        {u"changed"_s, number(changes->changed)},
                        {u"removed"_s, number(changes->removed)},
                        {u"documents"_s, QJsonArray::fromStringList(changes->documents)},
                        {u"attachments"_s, number(changes->attachments)},
                        {u"rejects"_s, number(*rejects)}});
        return Answer::Yes;
    });
}

void addSet(CLI::App &app, Session &session)
{
    struct Words
    {
        std::string folder, key, field, value, where;
        bool dryRun = false;
    };
    auto words = std::make_shared<Words>();
    CLI::App *command = app.add_subcommand("set", "Change one value of one record, or of all that are found");
    command->add_option("dir", words->folder, "Folder of the data set")->required();
    command->add_option("key", words->key, "The record's key, or at least 8 digits of its id")->required();
    command->add_option("field", words->field, "Name of the field")->required();
    CLI::Option *given = command->add_option("value", words->value, "The new value; an empty word removes the field");
    command->add_option("--where", words->where, "Instead of a key: an expression (see query --help)");
    command->add_flag("--dry-run", words->dryRun, "With --where: only say how many records would change");
    command->footer("Examples: datanet set words cache definition 'A small, fast store.'\n"
                    "          datanet set words --where 'lang is blank' lang en");
    onRun(command, session, [&session, words, given]() -> base::Result<Answer> {
        const bool byExpression = !words->where.empty();
        if (byExpression == (given->count() > 0))
            return session.usage(byExpression ? u"with --where, give a field and a value and no key"_s
                                              : u"give a key, a field and a value"_s,
                                 u"datanet set --help"_s);
        auto workspace = openWorkspace(session, words->folder);
        if (!workspace)
            return base::fail(workspace.error());
        auto &copy = workspace->workingCopy();
        if (byExpression) {
            // Without a key, the words stand one place further to the front.
            using Kind = dataset::BulkEdit::Kind;
            const dataset::BulkEdit edit{words->field.empty() ? Kind::RemoveField : Kind::SetField,
                                         fromWords(words->key), fromWords(words->field), dataset::FieldType::Any};
            const auto changed = editChosen(session, copy, workspace->folder(), words->where, edit, words->dryRun);
            if (!changed)
                return base::fail(changed.error());
            if (*changed && **changed > 0)
                session.say(u"Changed %1 of %2"_s.arg(
                    edit.field, **changed == 1 ? u"1 record"_s : countText(**changed) + u" records"_s));
            return *changed ? Answer::Yes : Answer::No;
        }
        const auto schema = schemaOf(copy.rows());
        const auto position = copy.rows().find(fromWords(words->key));
        if (!schema || !position)
            return base::fail(!schema ? schema.error() : position.error());
        const auto row = copy.rows().at(*position);
        if (!row)
            return base::fail(row.error());
        const auto *field = schema->find(fromWords(words->field));
        const auto value = words->value.empty() ? std::nullopt : std::optional(fromWords(words->value));
        const auto edited =
            dataset::setField(row->body, words->field, value, field != nullptr ? field->type : dataset::FieldType::Any);
        if (!edited)
            return base::fail(edited.error());
        if (auto status = copy.replace(*position, *edited); !status)
            return base::fail(status.error());
        session.say(u"Changed "_s + fromWords(words->field) + u" of "_s + fromWords(words->key));
        session.answer({{u"id"_s, dataset::recordId(*edited).hex()},
                        {u"before"_s, QString::fromStdString(row->body)},
                        {u"after"_s, QString::fromStdString(*edited)}});
        return Answer::Yes;
    });
}

void addRemove(CLI::App &app, Session &session)
{
    struct Words
    {
        std::string folder, where;
        std::vector<std::string> keys;
        bool dryRun = false;
    };
    auto words = std::make_shared<Words>();
    CLI::App *command = app.add_subcommand("rm", "Leave records out from the next version on");
    command->add_option("dir", words->folder, "Folder of the data set")->required();
    command->add_option("keys", words->keys, "Keys, or at least 8 digits of record ids");
    command->add_option("--where", words->where, "Instead of keys: an expression (see query --help)");
    command->add_flag("--dry-run", words->dryRun, "With --where: only say how many records would be left out");
    command->footer("Example: datanet rm words --where 'length(definition) < 20'");
    onRun(command, session, [&session, words]() -> base::Result<Answer> {
        if (words->where.empty() == words->keys.empty())
            return session.usage(u"give keys, or an expression with --where"_s, u"datanet rm --help"_s);
        auto workspace = openWorkspace(session, words->folder);
        if (!workspace)
            return base::fail(workspace.error());
        if (!words->where.empty()) {
            dataset::BulkEdit edit;
            edit.kind = dataset::BulkEdit::Kind::RemoveRows;
            const auto removed =
                editChosen(session, workspace->workingCopy(), workspace->folder(), words->where, edit, words->dryRun);
            if (!removed)
                return base::fail(removed.error());
            if (*removed && **removed > 0)
                session.say(u"Removed %1; saved versions keep them"_s.arg(
                    **removed == 1 ? u"1 record"_s : countText(**removed) + u" records"_s));
            return *removed ? Answer::Yes : Answer::No;
        }
        std::vector<dataset::Position> positions;
        for (const std::string &key : words->keys) {
            const auto position = workspace->workingCopy().rows().find(fromWords(key));
            if (!position)
                return base::fail(position.error().within(u"nothing was removed"_s));
            positions.push_back(*position);
        }
        std::sort(positions.begin(), positions.end());
        positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
        if (auto status = workspace->workingCopy().remove(positions); !status)
            return base::fail(status.error());
        session.say(u"Removed "_s + countText(qint64(positions.size())) + u" records; saved versions keep them"_s);
        session.answer({{u"removed"_s, number(qint64(positions.size()))}});
        return Answer::Yes;
    });
}

} // namespace

void addDataCommands(CLI::App &app, Session &session)
{
    addInit(app, session);
    addStatus(app, session);
    addSet(app, session);
    addRemove(app, session);
}

} // namespace datanet::app::cli

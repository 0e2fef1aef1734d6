#include "cli/column_words.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/data_set_access.h"

#include "format/amount_text.h"

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

struct ColumnsWords
{
    std::string folder;
    ColumnWords columns;
};

Answer list(Session &session, const QStringList &columns, const dataset::Schema &schema)
{
    QJsonArray described;
    for (const QString &column : columns) {
        const auto *field = schema.find(column);
        const QString type = dataset::fieldTypeName(field != nullptr ? field->type : dataset::FieldType::Any);
        session.say(column + u": "_s + type);
        described.append(QJsonObject{{u"name"_s, column}, {u"type"_s, type}});
    }
    session.answer({{u"columns"_s, described}});
    return Answer::Yes;
}

base::Result<Answer> run(Session &session, const ColumnsWords &words)
{
    const auto told = toldColumns(words.columns, session);
    if (!told)
        return base::fail(told.error());
    const bool changes = !told->changes.empty() || words.columns.datanet != 0;
    auto workspace = openWorkspace(session, words.folder);
    if (!workspace)
        return base::fail(workspace.error());
    auto &copy = workspace->workingCopy();
    const auto own = schemaOf(copy.rows());
    if (!own)
        return base::fail(own.error());
    const auto columns = dataset::columnsOf(copy.rows(), *own);
    if (!columns)
        return base::fail(columns.error());
    if (!changes)
        return list(session, *columns, *own);

    dataset::Schema form;
    if (words.columns.datanet != 0) {
        auto rules = rulesOf(session, words.columns.datanet);
        if (!rules)
            return base::fail(rules.error());
        form = std::move(rules->schema);
    }
    const auto map = settleColumns(session, *columns, *told, form, false);
    if (!map)
        return base::fail(map.error());
    const auto after = form.fields.empty() ? map->applied(*own) : dataset::matchedSchema(*own, *map, form);
    const auto totals = copy.changeColumns(*map, after, session.context());
    if (!totals)
        return base::fail(totals.error());
    session.say(u"%1 records changed; datanet undo %2 takes it back"_s.arg(countText(totals->changed),
                                                                           fromWords(words.folder)));
    if (totals->repeats > 0)
        session.say(u"%1 had become the same as another and are kept once"_s.arg(countText(totals->repeats)));
    session.answer({{u"matched"_s, describedMap(*map)},
                    {u"changed"_s, number(totals->changed)},
                    {u"repeats"_s, number(totals->repeats)}});
    return Answer::Yes;
}

} // namespace

void addColumnCommands(CLI::App &app, Session &session)
{
    auto words = std::make_shared<ColumnsWords>();
    CLI::App *command = app.add_subcommand("columns", "Rename columns, leave them out, match them to a datanet");
    command->add_option("dir", words->folder, "Folder of the data set")->required();
    addColumnWords(command, words->columns);
    command->add_option("--datanet", words->columns.datanet, "Match the columns to the form of this datanet");
    command->footer("Without options: lists the columns. All records change in one step.\n"
                    "Example: datanet columns words --datanet 1 --rename Meaning=definition --skip Language");
    onRun(command, session, [&session, words] { return run(session, *words); });
}

} // namespace datanet::app::cli

#include "cli/column_words.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/data_set_access.h"
#include "cli/import_outcome.h"

#include "dataset/import_batch.h"
#include "dataset/importer.h"
#include "format/amount_text.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonArray>

#include <optional>
#include <vector>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

struct ImportWords
{
    std::string folder, format = "auto", encoding, delimiter, key, textField, sheet;
    std::vector<std::string> files;
    ColumnWords columns;
    bool dryRun = false;
    bool noKeepSource = false;
    bool header = false;
    bool noHeader = false;
};

QString formatNames()
{
    return u"csv, tsv, json, jsonl, markdown, text, xlsx, ods, docx, pdf, image, audio or archive"_s;
}

base::Result<dataset::ImportOptions> optionsOf(const ImportWords &words, Session &session)
{
    dataset::ImportOptions options;
    if (words.format != "auto") {
        options.format = dataset::fileFormatFromName(fromWords(words.format));
        if (!options.format)
            return session.usage(u"--format must be auto, "_s + formatNames());
        if (words.format == "tsv")
            options.delimiter = '\t';
    }
    if (!words.encoding.empty())
        options.encoding = fromWords(words.encoding);
    if (words.delimiter.size() > 1)
        return session.usage(u"--delimiter must be one character"_s);
    if (!words.delimiter.empty())
        options.delimiter = words.delimiter.front();
    if (words.header || words.noHeader)
        options.header = words.header;
    options.sheet = fromWords(words.sheet);
    options.keepSource = !words.noKeepSource;
    return options;
}

QString placeOf(const dataset::Preview::Reject &reject)
{
    if (reject.line == 0)
        return reject.source.isEmpty() ? u"the file"_s : reject.source;
    return reject.source.isEmpty() ? u"line %1"_s.arg(reject.line)
                                   : u"%1: line %2"_s.arg(reject.source).arg(reject.line);
}

// The form that columns are matched to: the data set's own, or that of the datanet named; nothing where there is none.
base::Result<std::optional<dataset::Schema>> formFor(const ImportWords &words, const dataset::Schema &stored,
                                                     Session &session)
{
    if (words.columns.datanet == 0)
        return stored.fields.empty() ? std::nullopt : std::optional(stored);
    auto rules = rulesOf(session, words.columns.datanet);
    if (!rules)
        return base::fail(rules.error());
    if (stored.fields.empty())
        return std::move(rules->schema);
    QStringList names;
    for (const auto &field : stored.fields)
        names.append(field.name);
    if (!dataset::fitOf(names, rules->schema).fits())
        return base::fail(base::ErrorKind::Conflict,
                          u"the columns that are there do not match datanet %1"_s.arg(words.columns.datanet),
                          u"datanet columns %1 --datanet %2"_s.arg(fromWords(words.folder)).arg(words.columns.datanet));
    return dataset::matchedSchema(stored, {}, rules->schema);
}

// The schema of a folder, where it is a data set already.
base::Result<dataset::Schema> storedSchema(const std::string &folder)
{
    auto rows = dataset::RowReader::open(QDir::cleanPath(QDir().absoluteFilePath(fromWords(folder))));
    if (!rows && rows.error().kind == base::ErrorKind::NotFound)
        return dataset::Schema();
    if (!rows)
        return base::fail(rows.error());
    return schemaOf(*rows);
}

// What becomes of one file's columns.
base::Result<dataset::ColumnMap> columnsFor(const QString &file, const ImportWords &words,
                                            const dataset::ImportOptions &options,
                                            const std::optional<dataset::Schema> &form, Session &session)
{
    const auto told = toldColumns(words.columns, session);
    if (!told)
        return base::fail(told.error());
    if (!form && told->changes.empty())
        return dataset::ColumnMap();
    dataset::ImportOptions asItIs = options;
    asItIs.schema.reset();
    asItIs.columns = {};
    const auto preview = dataset::previewFile(file, asItIs);
    if (!preview)
        return base::fail(preview.error());
    QStringList columns;
    for (const auto &column : preview->guess.columns)
        columns.append(column.name);
    return settleColumns(session, columns, *told, form.value_or(dataset::Schema()), words.files.size() > 1);
}

// What would happen, from the first rows.
base::Result<Answer> describe(const ImportWords &words, Session &session)
{
    auto options = optionsOf(words, session);
    if (!options)
        return base::fail(options.error());
    const auto stored = storedSchema(words.folder);
    if (!stored)
        return base::fail(stored.error());
    const auto form = formFor(words, *stored, session);
    if (!form)
        return base::fail(form.error());
    QJsonArray files;
    for (const std::string &name : words.files) {
        auto columnMap = columnsFor(fromWords(name), words, *options, *form, session);
        if (!columnMap)
            return base::fail(columnMap.error());
        options->columns = std::move(*columnMap);
        options->schema = *form;
        const auto preview = dataset::previewFile(fromWords(name), *options);
        if (!preview)
            return base::fail(preview.error());
        session.say(fromWords(name) + u": "_s + summary(preview->detected));
        if (preview->detected.sheets.size() > 1)
            session.say(u"  sheets: "_s + preview->detected.sheets.mid(0, 50).join(u", "_s)
                        + u" (choose one with --sheet)"_s);
        QJsonArray columns;
        for (const auto &column : preview->guess.columns) {
            session.say(
                u"  %1: %2 (%3 % sure), %4 filled, %5 blank"_s.arg(column.name, dataset::fieldTypeName(column.type))
                    .arg(int(column.confidence * 100))
                    .arg(column.filled)
                    .arg(column.blank));
            columns.append(QJsonObject{{u"name"_s, column.name},
                                       {u"type"_s, dataset::fieldTypeName(column.type)},
                                       {u"confidence"_s, column.confidence},
                                       {u"filled"_s, number(column.filled)},
                                       {u"blank"_s, number(column.blank)},
                                       {u"distinct"_s, number(column.distinct)}});
        }
        QJsonArray rejects;
        if (!preview->rejects.empty())
            session.say(u"  would be kept aside:"_s);
        for (const auto &reject : preview->rejects) {
            session.say(u"    %1: %2"_s.arg(placeOf(reject), reject.reason));
            rejects.append(QJsonObject{{u"source"_s, reject.source},
                                       {u"line"_s, number(reject.line)},
                                       {u"reason"_s, reject.reason},
                                       {u"text"_s, QString::fromStdString(reject.verbatim.substr(0, 200))}});
        }
        QJsonArray records;
        for (const std::string &record : preview->records)
            records.append(QString::fromStdString(record));
        files.append(QJsonObject{{u"file"_s, fromWords(name)},
                                 {u"detected"_s, described(preview->detected)},
                                 {u"matched"_s, describedMap(options->columns)},
                                 {u"columns"_s, columns},
                                 {u"textField"_s, preview->guess.schema.textField},
                                 {u"labelField"_s, preview->guess.schema.labelField},
                                 {u"key"_s, QJsonArray::fromStringList(preview->guess.schema.primaryKey)},
                                 {u"records"_s, records},
                                 {u"rejects"_s, rejects},
                                 {u"complete"_s, preview->complete}});
    }
    session.answer({{u"files"_s, files}});
    return Answer::Yes;
}

using Maps = std::vector<base::Result<dataset::ColumnMap>>; // of the files; an error where one is passed over

// The schema that the first file suggests, or the first that can be read.
base::Result<dataset::Schema> guessedSchema(const ImportWords &words, dataset::ImportOptions options, const Maps &maps)
{
    std::optional<base::Error> first;
    for (std::size_t index = 0; index < maps.size(); ++index) {
        if (maps[index]) {
            options.columns = *maps[index];
            auto preview = dataset::previewFile(fromWords(words.files[index]), options);
            if (preview)
                return std::move(preview->guess.schema);
            if (!canPassOver(preview.error()))
                return base::fail(preview.error());
            first = first.value_or(preview.error());
        } else {
            first = first.value_or(maps[index].error());
        }
    }
    return base::fail(first.value_or(base::Error()));
}

// The schema of a data set that has none yet is the one its files suggest; key and text field are as told.
base::Result<dataset::Schema> settleSchema(versioning::Workspace &workspace, const ImportWords &words,
                                           const dataset::ImportOptions &options, const Maps &maps,
                                           const std::optional<dataset::Schema> &form, Session &session)
{
    auto &copy = workspace.workingCopy();
    const auto stored = schemaOf(copy.rows());
    if (!stored)
        return base::fail(stored.error());
    dataset::Schema schema = *stored;
    if (schema.fields.empty()) {
        auto guessed = guessedSchema(words, options, maps);
        if (!guessed)
            return base::fail(guessed.error());
        schema = std::move(*guessed);
        schema.primaryKey.clear(); // a guessed key would refuse rows; a key is the person's decision
        if (form)
            schema = dataset::matchedSchema(schema, {}, *form);
    } else if (form) {
        schema = *form;
    }
    if (!words.key.empty())
        schema.primaryKey = fromWords(words.key).split(u',');
    if (!words.textField.empty())
        schema.textField = fromWords(words.textField);
    if (schema == *stored)
        return schema;
    if (const auto valid = schema.validate(); !valid)
        return session.usage(valid.error().what, valid.error().hint);
    if (schema.primaryKey != stored->primaryKey) {
        if (auto status = copy.setKeyFields(schema.primaryKey, session.context()); !status)
            return base::fail(status.error());
    }
    if (auto status = copy.setDocument(QLatin1String(dataset::kSchemaFile), schema.toJson()); !status)
        return base::fail(status.error());
    return schema;
}

base::Result<Answer> importAll(const ImportWords &words, Session &session)
{
    auto options = optionsOf(words, session);
    if (!options)
        return base::fail(options.error());
    auto workspace = openWorkspace(session, words.folder);
    if (!workspace)
        return base::fail(workspace.error());
    const auto stored = schemaOf(workspace->workingCopy().rows());
    if (!stored)
        return base::fail(stored.error());
    const auto form = formFor(words, *stored, session);
    if (!form)
        return base::fail(form.error());
    // All of them before anything is brought in. One of several files that can't be read is passed over.
    const bool several = words.files.size() > 1;
    Maps maps;
    for (const std::string &name : words.files) {
        maps.push_back(columnsFor(fromWords(name), words, *options, *form, session));
        if (const auto &map = maps.back(); !map && !(several && canPassOver(map.error())))
            return base::fail(map.error());
    }
    QElapsedTimer timer;
    timer.start();
    QJsonArray files;
    bool whole = true;
    // One step: one undo takes it back, and nothing stays of it when it fails.
    auto &copy = workspace->workingCopy();
    const auto done = copy.together([&]() -> base::Result<dataset::Deed> {
        const auto schema = settleSchema(*workspace, words, *options, maps, *form, session);
        if (!schema)
            return base::fail(schema.error());
        options->schema = *schema;
        const QString first = baseName(fromWords(words.files.front()));
        const QString title = several ? u"%1 and %2 more"_s.arg(first).arg(words.files.size() - 1) : first;
        auto batch = copy.beginImport(title);
        if (!batch)
            return base::fail(batch.error());
        std::size_t failed = 0;
        for (std::size_t index = 0; index < words.files.size(); ++index) {
            const QString file = fromWords(words.files[index]);
            base::Result<ImportedFile> imported = base::fail(base::Error());
            if (maps[index]) {
                options->columns = *maps[index];
                imported = importOne(file, **batch, *options, session);
            } else {
                imported = base::fail(maps[index].error());
            }
            if (!imported) {
                const base::Error error = imported.error();
                if (!several || !canPassOver(error))
                    return base::fail(error);
                if (++failed == words.files.size())
                    return base::fail(error.kind, error.what + u"; nothing came in"_s, error.hint);
                imported = passOver(file, error, **batch, session);
                if (!imported)
                    return base::fail(imported.error());
            }
            whole = whole && imported->whole;
            files.append(std::move(imported->answer));
        }
        const auto totals = (*batch)->finish();
        if (!totals)
            return base::fail(totals.error());
        return dataset::Deed{dataset::OperationKind::Imported, totals->added, title};
    });
    if (!done)
        return base::fail(done.error());
    session.answer({{u"files"_s, files}, {u"seconds"_s, double(timer.elapsed()) / 1000}});
    return whole ? Answer::Yes : Answer::No;
}

} // namespace

void addImportCommands(CLI::App &app, Session &session)
{
    auto words = std::make_shared<ImportWords>();
    CLI::App *command = app.add_subcommand("import", "Bring records in from files");
    command->add_option("dir", words->folder, "Folder of the data set")->required();
    command
        ->add_option(
            "files", words->files,
            "CSV, TSV, JSON, JSONL, Markdown, text (also .gz and .zst), XLSX, ODS, PDF, DOCX, pictures, sound, "
            "folders and zip or tar archives of these")
        ->required();
    command->add_option("--format", words->format, "auto, " + formatNames().toStdString())->capture_default_str();
    command->add_option("--encoding", words->encoding, "When detection is wrong: UTF-8, windows-1252...");
    command->add_option("--delimiter", words->delimiter, "When detection is wrong: , ; | or a tab");
    command->add_option("--sheet", words->sheet, "Of a spreadsheet: the name or number of the sheet to read");
    auto *header =
        command->add_flag("--header", words->header, "When detection is wrong: the first row names the columns");
    command->add_flag("--no-header", words->noHeader, "When detection is wrong: the first row is a record")
        ->excludes(header);
    command->add_flag("--no-keep-source", words->noKeepSource, "Do not keep PDF and DOCX files with the data");
    command->add_option("--key", words->key, "Field (or fields, with commas) that identifies a record");
    command->add_option("--text-field", words->textField, "Field that holds the text");
    addColumnWords(command, words->columns);
    command->add_option("--as-datanet", words->columns.datanet, "Match the columns to the form of this datanet");
    command->add_flag("--dry-run", words->dryRun, "Only say what would happen");
    command->footer("Parquet can't be read here. Make JSON Lines of it first, with one of:\n"
                    "  duckdb -c \"COPY (FROM 'x.parquet') TO 'x.jsonl' (FORMAT json)\"\n"
                    "  python3 -c \"import pandas; pandas.read_parquet('x.parquet').to_json('x.jsonl', "
                    "orient='records', lines=True, date_format='iso')\"\n"
                    "All files of one call are one step: undo takes them back together.\n"
                    "Columns that differ only in case from a field are matched by themselves.\n"
                    "Example: datanet import words help-desk.csv --as-datanet 1 --rename Meaning=definition "
                    "--skip Language");
    onRun(command, session,
          [&session, words] { return words->dryRun ? describe(*words, session) : importAll(*words, session); });
}

} // namespace datanet::app::cli

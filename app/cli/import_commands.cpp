#include "cli/command.h"
#include "cli/commands.h"
#include "cli/data_set_access.h"

#include "dataset/import_batch.h"
#include "dataset/importer.h"
#include "format/amount_text.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonArray>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

struct ImportWords
{
    std::string folder, format = "auto", encoding, delimiter, key, textField;
    std::vector<std::string> files;
    bool dryRun = false;
};

base::Result<dataset::ImportOptions> optionsOf(const ImportWords &words, Session &session)
{
    dataset::ImportOptions options;
    if (words.format != "auto") {
        options.format = dataset::fileFormatFromName(fromWords(words.format));
        if (!options.format)
            return session.usage(u"--format must be auto, csv, tsv, json, jsonl, markdown or text"_s);
        if (words.format == "tsv")
            options.delimiter = '\t';
    }
    if (!words.encoding.empty())
        options.encoding = fromWords(words.encoding);
    if (words.delimiter.size() > 1)
        return session.usage(u"--delimiter must be one character"_s);
    if (!words.delimiter.empty())
        options.delimiter = words.delimiter.front();
    return options;
}

QJsonObject described(const dataset::Detection &detected)
{
    return {{u"format"_s, dataset::fileFormatName(detected.format)},
            {u"compression"_s, detected.compression},
            {u"encoding"_s, detected.encoding},
            {u"encodingConfidence"_s, detected.encodingConfidence},
            {u"delimiter"_s, QString(QLatin1Char(detected.dialect.delimiter))},
            {u"columns"_s, QJsonArray::fromStringList(detected.columns)}};
}

// What would happen, from the first rows.
base::Result<Answer> describe(const ImportWords &words, Session &session)
{
    const auto options = optionsOf(words, session);
    if (!options)
        return base::fail(options.error());
    QJsonArray files;
    for (const std::string &name : words.files) {
        const auto preview = dataset::previewFile(fromWords(name), *options);
        if (!preview)
            return base::fail(preview.error());
        session.say(fromWords(name) + u": "_s + dataset::fileFormatName(preview->detected.format) + u", "_s
                    + preview->detected.encoding);
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
        for (const auto &reject : preview->rejects) {
            session.say(u"  line %1 would be refused: %2"_s.arg(reject.line).arg(reject.reason));
            rejects.append(QJsonObject{{u"line"_s, number(reject.line)}, {u"reason"_s, reject.reason}});
        }
        QJsonArray records;
        for (const std::string &record : preview->records)
            records.append(QString::fromStdString(record));
        files.append(QJsonObject{{u"file"_s, fromWords(name)},
                                 {u"detected"_s, described(preview->detected)},
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

// The schema of a data set that has none yet is the one its first file suggests; key and text field are as told.
base::Result<dataset::Schema> settleSchema(versioning::Workspace &workspace, const ImportWords &words,
                                           const dataset::ImportOptions &options, Session &session)
{
    auto &copy = workspace.workingCopy();
    const auto stored = schemaOf(copy.rows());
    if (!stored)
        return base::fail(stored.error());
    dataset::Schema schema = *stored;
    if (schema.fields.empty()) {
        const auto preview = dataset::previewFile(fromWords(words.files.front()), options);
        if (!preview)
            return base::fail(preview.error());
        schema = preview->guess.schema;
        schema.primaryKey.clear(); // a guessed key would refuse rows; a key is the person's decision
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
    const auto schema = settleSchema(*workspace, words, *options, session);
    if (!schema)
        return base::fail(schema.error());
    options->schema = *schema;

    QElapsedTimer timer;
    timer.start();
    QJsonArray files;
    for (const std::string &name : words.files) {
        const QString file = fromWords(name);
        session.context().step(u"Reading "_s + QFileInfo(file).fileName());
        auto batch = workspace->workingCopy().beginImport(QFileInfo(file).fileName());
        if (!batch)
            return base::fail(batch.error());
        const auto report = dataset::importFile(file, *options, **batch, session.context());
        if (!report)
            return base::fail(report.error());
        const auto totals = (*batch)->finish();
        if (!totals)
            return base::fail(totals.error());
        session.say(u"%1: %2 records added"_s.arg(QFileInfo(file).fileName(), countText(totals->added)));
        if (totals->repeats > 0)
            session.say(u"  %1 were there already"_s.arg(countText(totals->repeats)));
        if (totals->rejected > 0)
            session.say(u"  %1 were refused and kept aside (datanet export --format rejects)"_s.arg(
                countText(totals->rejected)));
        files.append(QJsonObject{{u"file"_s, file},
                                 {u"detected"_s, described(report->detected)},
                                 {u"added"_s, number(totals->added)},
                                 {u"repeats"_s, number(totals->repeats)},
                                 {u"conflicts"_s, number(totals->conflicts)},
                                 {u"keyless"_s, number(totals->keyless)},
                                 {u"rejected"_s, number(totals->rejected)},
                                 {u"bytes"_s, number(report->bytesRead)},
                                 {u"batch"_s, number(totals->batch)}});
    }
    session.answer({{u"files"_s, files}, {u"seconds"_s, double(timer.elapsed()) / 1000}});
    return Answer::Yes;
}

} // namespace

void addImportCommands(CLI::App &app, Session &session)
{
    auto words = std::make_shared<ImportWords>();
    CLI::App *command = app.add_subcommand("import", "Bring records in from files");
    command->add_option("dir", words->folder, "Folder of the data set")->required();
    command->add_option("files", words->files, "CSV, TSV, JSON, JSONL, Markdown or text; also .gz and .zst")
        ->required();
    command->add_option("--format", words->format, "auto, csv, tsv, json, jsonl, markdown or text")
        ->capture_default_str();
    command->add_option("--encoding", words->encoding, "When detection is wrong: UTF-8, windows-1252...");
    command->add_option("--delimiter", words->delimiter, "When detection is wrong: , ; | or a tab");
    command->add_option("--key", words->key, "Field (or fields, with commas) that identifies a record");
    command->add_option("--text-field", words->textField, "Field that holds the text");
    command->add_flag("--dry-run", words->dryRun, "Only say what would happen");
    command->footer("Example: datanet import words help-desk.csv --key term --text-field definition");
    onRun(command, session,
          [&session, words] { return words->dryRun ? describe(*words, session) : importAll(*words, session); });
}

} // namespace datanet::app::cli

#include "cli/command.h"
#include "cli/commands.h"
#include "cli/data_set_access.h"

#include "dataset/exporter.h"
#include "format/amount_text.h"
#include "versioning/transport.h"

#include <QDir>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

struct ExportWords
{
    std::string folder, out, format;
};

base::Result<dataset::ExportReport> exportRows(Session &session, const ExportWords &words, const QString &out)
{
    // Rows are read beside whoever writes: exporting needs no lock.
    auto rows = dataset::RowReader::open(QDir::cleanPath(QDir().absoluteFilePath(fromWords(words.folder))));
    if (!rows)
        return base::fail(rows.error());
    const auto source = rows->source();
    if (words.format == "jsonl")
        return dataset::exportJsonLines(out, *source, session.context());
    const auto schema = schemaOf(*rows);
    if (!schema)
        return base::fail(schema.error());
    return dataset::exportCsv(out, *schema, *source, session.context());
}

base::Result<Answer> run(Session &session, const ExportWords &words)
{
    const QString out = QDir::cleanPath(QDir().absoluteFilePath(fromWords(words.out)));
    session.context().step(u"Writing"_s);
    if (words.format == "bundle") {
        const auto repository = openRepository(words.folder);
        if (!repository)
            return base::fail(repository.error());
        if (auto status = versioning::exportBundle(*repository, out, session.context()); !status)
            return base::fail(status.error());
        session.say(u"All versions and proofs are in "_s + out + u" (git clone opens it)"_s);
        session.answer({{u"file"_s, out}});
        return Answer::Yes;
    }
    base::Result<dataset::ExportReport> report;
    if (words.format == "rejects") {
        auto workspace = openWorkspace(session, words.folder);
        if (!workspace)
            return base::fail(workspace.error());
        const auto source = workspace->workingCopy().rejectSource();
        report = dataset::exportRejects(out, *source, session.context());
    } else {
        report = exportRows(session, words, out);
    }
    if (!report)
        return base::fail(report.error());
    session.say(u"%1 records, %2, in %3"_s.arg(countText(report->records), sizeText(report->bytes), out));
    if (report->inexact > 0)
        session.note(u"%1 values would not come back exactly from CSV; JSONL keeps everything"_s.arg(
            countText(report->inexact)));
    session.answer({{u"file"_s, out},
                    {u"records"_s, number(report->records)},
                    {u"bytes"_s, number(report->bytes)},
                    {u"inexact"_s, number(report->inexact)}});
    return Answer::Yes;
}

} // namespace

void addExportCommands(CLI::App &app, Session &session)
{
    auto words = std::make_shared<ExportWords>();
    CLI::App *command = app.add_subcommand("export", "Write the records, or all versions, to a file");
    command->add_option("dir", words->folder, "Folder of the data set")->required();
    command->add_option("out", words->out, "File to write; it is replaced when everything is written")->required();
    command->add_option("--format", words->format, "jsonl, csv, bundle (all versions in one file) or rejects")
        ->required()
        ->check(CLI::IsMember({"jsonl", "csv", "bundle", "rejects"}));
    onRun(command, session, [&session, words] { return run(session, *words); });
}

} // namespace datanet::app::cli

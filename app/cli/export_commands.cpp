#include "cli/command.h"
#include "cli/commands.h"
#include "cli/data_set_access.h"

#include "base/new_folder.h"
#include "dataset/exporter.h"
#include "format/amount_text.h"
#include "provenance/device_identity.h"
#include "provenance/openledger_export.h"
#include "provenance/version_export.h"
#include "versioning/history.h"
#include "versioning/transport.h"
#include "versioning/version_row_source.h"

#include <QDateTime>
#include <QDir>
#include <QJsonArray>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

struct ExportWords
{
    std::string folder, out, format;
    std::string version; // empty: the working copy for records, HEAD for folders
    std::string data = "csv";
    std::string url;
    bool replace = false;
    bool unsignedFolder = false;
};

base::Result<dataset::Schema> schemaAt(const versioning::Repository &repository, const versioning::CommitId &version)
{
    const auto bytes = versioning::documentAt(repository, version, QLatin1String(dataset::kSchemaFile));
    if (!bytes)
        return bytes.error().kind == base::ErrorKind::NotFound ? base::Result<dataset::Schema>(dataset::Schema())
                                                               : base::fail(bytes.error());
    return dataset::Schema::fromJson(*bytes);
}

base::Result<dataset::ExportReport> writeRows(Session &session, const ExportWords &words, const QString &out,
                                              const base::Result<dataset::Schema> &schema, dataset::RowSource &rows)
{
    if (words.format == "jsonl")
        return dataset::exportJsonLines(out, rows, session.context());
    if (!schema)
        return base::fail(schema.error());
    return dataset::exportCsv(out, *schema, rows, session.context());
}

base::Result<dataset::ExportReport> exportRows(Session &session, const ExportWords &words, const QString &out)
{
    if (!words.version.empty()) {
        const auto repository = openRepository(words.folder);
        if (!repository)
            return base::fail(repository.error());
        const auto version = repository->resolve(fromWords(words.version));
        if (!version)
            return base::fail(version.error());
        auto rows = versioning::VersionRowSource::of(*repository, *version);
        if (!rows)
            return base::fail(rows.error());
        return writeRows(session, words, out, schemaAt(*repository, *version), *rows);
    }
    // Rows are read beside whoever writes: exporting needs no lock.
    auto rows = dataset::RowReader::open(QDir::cleanPath(QDir().absoluteFilePath(fromWords(words.folder))));
    if (!rows)
        return base::fail(rows.error());
    const auto source = rows->source();
    return writeRows(session, words, out, schemaOf(*rows), *source);
}

base::Result<dataset::ExportReport> exportRejected(Session &session, const ExportWords &words, const QString &out)
{
    auto workspace = openWorkspace(session, words.folder);
    if (!workspace)
        return base::fail(workspace.error());
    const auto source = workspace->workingCopy().rejectSource();
    return dataset::exportRejects(out, *source, session.context());
}

base::Result<Answer> exportBundle(Session &session, const ExportWords &words, const QString &out)
{
    const auto repository = openRepository(words.folder);
    if (!repository)
        return base::fail(repository.error());
    if (auto status = versioning::exportBundle(*repository, out, session.context()); !status)
        return base::fail(status.error());
    session.say(u"All versions and proofs are in "_s + out + u" (git clone opens it)"_s);
    session.answer({{u"file"_s, out}});
    return Answer::Yes;
}

base::Result<Answer> exportFile(Session &session, const ExportWords &words, const QString &out)
{
    session.context().step(u"Writing"_s);
    if (!words.replace)
        if (auto status = base::needFree(out); !status) {
            auto error = status.error();
            error.hint = u"choose another name, or --replace"_s;
            return base::fail(error);
        }
    if (words.format == "bundle")
        return exportBundle(session, words, out);
    const auto report =
        words.format == "rejects" ? exportRejected(session, words, out) : exportRows(session, words, out);
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

// A folder is of a version, so what is in none would be missed: that is said.
void noteUnsaved(Session &session, const ExportWords &words)
{
    if (!words.version.empty())
        return;
    auto workspace = openWorkspace(session, words.folder);
    const auto changes = workspace ? workspace->workingCopy().changes() : base::Result<dataset::ChangeCounts>();
    if (changes && !changes->isEmpty())
        session.note(u"%1 changes are in no version yet and are left out (datanet commit -m ...)"_s.arg(
            countText(changes->added + changes->changed + changes->removed)));
}

base::Result<versioning::CommitId> versionOf(const versioning::Repository &repository, const ExportWords &words)
{
    const auto head = repository.head();
    if (head && !*head)
        return base::fail(base::ErrorKind::Invalid, u"there is no version to export yet"_s,
                          u"datanet commit -m \"First version\""_s);
    return repository.resolve(words.version.empty() ? u"HEAD"_s : fromWords(words.version));
}

base::Result<QJsonObject> writeDescribed(Session &session, const ExportWords &words, const QString &out,
                                         const versioning::Repository &repository, const versioning::CommitId &version,
                                         const crypto::DeviceKey &key)
{
    provenance::FolderExport request;
    request.version = version;
    request.format = words.format == "croissant" ? provenance::FolderFormat::Croissant
        : words.data == "csv"                    ? provenance::FolderFormat::DataPackageCsv
                                                 : provenance::FolderFormat::DataPackageJsonLines;
    request.url = fromWords(words.url);
    request.key = words.unsignedFolder ? nullptr : &key;
    const auto report = provenance::exportFolder(repository, out, request, session.context());
    if (!report)
        return base::fail(report.error());
    session.say(u"%1 records, version %2, %3, in %4"_s.arg(countText(report->records), report->semanticVersion,
                                                           sizeText(report->bytes), out));
    if (report->inexact > 0)
        session.note(u"%1 values would not come back exactly from CSV; --data jsonl keeps everything"_s.arg(
            countText(report->inexact)));
    for (const QString &note : report->notes)
        session.note(note);
    return QJsonObject{{u"semanticVersion"_s, report->semanticVersion},
                       {u"records"_s, number(report->records)},
                       {u"media"_s, number(report->media)},
                       {u"bytes"_s, number(report->bytes)},
                       {u"inexact"_s, number(report->inexact)},
                       {u"signed"_s, request.key != nullptr},
                       {u"notes"_s, QJsonArray::fromStringList(report->notes)}};
}

base::Result<QJsonObject> writeForOpenLedger(Session &session, const QString &out,
                                             const versioning::Repository &repository,
                                             const versioning::CommitId &version, const crypto::DeviceKey &key)
{
    const auto report = provenance::exportForOpenLedger(
        repository, out, {version, &key, QDateTime::currentDateTimeUtc()}, session.context());
    if (!report)
        return base::fail(report.error());
    session.say(u"%1 records, %2 files, %3, in %4"_s.arg(countText(report->records), countText(report->files),
                                                         sizeText(report->bytes), out));
    session.say(u"OpenLedger takes 20 files and 10 MB a day: upload one day's folder a day, %1 in all"_s.arg(
        countText(report->days)));
    if (report->leftOut > 0)
        session.note(u"%1 media files are no text and were left out"_s.arg(countText(report->leftOut)));
    session.note(u"when a day is uploaded: datanet receipt uploaded "_s + out + u" --day 1"_s);
    return QJsonObject{{u"semanticVersion"_s, report->semanticVersion},
                       {u"records"_s, number(report->records)},
                       {u"files"_s, number(report->files)},
                       {u"days"_s, report->days},
                       {u"bytes"_s, number(report->bytes)},
                       {u"leftOut"_s, number(report->leftOut)}};
}

base::Result<Answer> exportFolder(Session &session, const ExportWords &words, const QString &out)
{
    const auto repository = openRepository(words.folder);
    if (!repository)
        return base::fail(repository.error());
    const auto version = versionOf(*repository, words);
    const auto device = provenance::DeviceIdentity::open(session.home());
    if (!version || !device)
        return base::fail(!version ? version.error() : device.error());
    auto answer = words.format == "openledger"
        ? writeForOpenLedger(session, out, *repository, *version, device->key())
        : writeDescribed(session, words, out, *repository, *version, device->key());
    if (!answer)
        return base::fail(answer.error());
    noteUnsaved(session, words);
    answer->insert(u"folder"_s, out);
    answer->insert(u"version"_s, versioning::idText(*version));
    session.answer(*answer);
    return Answer::Yes;
}

base::Result<Answer> run(Session &session, const ExportWords &words)
{
    const QString out = QDir::cleanPath(QDir().absoluteFilePath(fromWords(words.out)));
    const bool folder = words.format == "croissant" || words.format == "datapackage" || words.format == "openledger";
    if (folder && words.replace)
        return session.usage(u"--replace is for files: a folder is never written over"_s);
    if (!words.version.empty() && (words.format == "bundle" || words.format == "rejects"))
        return session.usage(u"--version does not go with "_s + fromWords(words.format));
    return folder ? exportFolder(session, words, out) : exportFile(session, words, out);
}

} // namespace

void addExportCommands(CLI::App &app, Session &session)
{
    auto words = std::make_shared<ExportWords>();
    CLI::App *command = app.add_subcommand("export", "Write the records, or all versions, to a file or folder");
    command->add_option("dir", words->folder, "Folder of the data set")->required();
    command->add_option("out", words->out, "File or folder to make; it appears when everything is written")->required();
    command
        ->add_option(
            "--format", words->format,
            "jsonl or csv: the records; rejects: what imports refused; bundle: all versions in one file; "
            "croissant or datapackage: a version as a described folder; openledger: as files for its upload page")
        ->required()
        ->check(CLI::IsMember({"jsonl", "csv", "bundle", "rejects", "croissant", "datapackage", "openledger"}));
    command->add_option("--version,--revision", words->version,
                        "The version (default: records as they are now; a folder: the newest version)");
    command->add_option("--data", words->data, "datapackage: the table as csv or jsonl")
        ->capture_default_str()
        ->check(CLI::IsMember({"csv", "jsonl"}));
    command->add_option("--url", words->url, "croissant, datapackage: where it will be published");
    command->add_flag("--replace", words->replace, "Let a file that is there be replaced");
    command->add_flag("--unsigned", words->unsignedFolder, "Do not sign the folder with the key of this device");
    command->footer("Examples:\n"
                    "  datanet export words words.csv --format csv\n"
                    "  datanet export words words-v2.jsonl --format jsonl --version v2\n"
                    "  datanet export words words.bundle --format bundle && git clone words.bundle\n"
                    "  datanet export words words-croissant --format croissant --url https://example.org/words\n"
                    "  datanet export words words-package --format datapackage --data jsonl\n"
                    "  datanet export words words-upload --format openledger");
    onRun(command, session, [&session, words] { return run(session, *words); });
}

} // namespace datanet::app::cli

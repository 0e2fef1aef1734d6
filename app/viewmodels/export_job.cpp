#include "viewmodels/export_job.h"

#include "dataset/data_set.h"
#include "dataset/exporter.h"
#include "provenance/device_identity.h"
#include "provenance/openledger_export.h"
#include "provenance/version_export.h"
#include "versioning/history.h"
#include "versioning/transport.h"
#include "versioning/version_row_source.h"
#include "versioning/workspace.h"

#include <QDateTime>
#include <QFileInfo>

namespace datanet::app {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;

namespace {

Result<dataset::Schema> schemaFrom(const Result<base::Bytes> &bytes)
{
    if (!bytes)
        return bytes.error().kind == base::ErrorKind::NotFound ? Result<dataset::Schema>(dataset::Schema())
                                                               : fail(bytes.error());
    return bytes->isEmpty() ? Result<dataset::Schema>(dataset::Schema()) : dataset::Schema::fromJson(*bytes);
}

Result<ExportOutcome> outcomeOf(const Result<dataset::ExportReport> &report)
{
    if (!report)
        return fail(report.error());
    ExportOutcome outcome;
    outcome.records = report->records;
    outcome.inexact = report->inexact;
    return outcome;
}

Result<ExportOutcome> writeRows(const ExportJob &job, const Result<dataset::Schema> &schema, dataset::RowSource &rows,
                                base::TaskContext &context)
{
    if (job.kind == u"jsonl")
        return outcomeOf(dataset::exportJsonLines(job.target, rows, context));
    if (!schema)
        return fail(schema.error());
    return outcomeOf(dataset::exportCsv(job.target, *schema, rows, context));
}

Result<ExportOutcome> writeWorking(const ExportJob &job, base::TaskContext &context)
{
    if (job.kind == u"rejects") {
        auto workspace = versioning::Workspace::open(job.folder, context);
        if (!workspace)
            return fail(workspace.error());
        const auto source = workspace->workingCopy().rejectSource();
        return outcomeOf(dataset::exportRejects(job.target, *source, context));
    }
    auto rows = dataset::RowReader::open(job.folder);
    if (!rows)
        return fail(rows.error());
    const auto schema = schemaFrom(rows->document(QLatin1String(dataset::kSchemaFile)));
    const auto source = rows->source();
    return writeRows(job, schema, *source, context);
}

Result<ExportOutcome> writeFolder(const ExportJob &job, const versioning::Repository &repository,
                                  const versioning::CommitId &version, base::TaskContext &context)
{
    const auto device = provenance::DeviceIdentity::open(job.home);
    if (!device)
        return fail(device.error());
    ExportOutcome outcome;
    if (job.kind == u"openledger") {
        const auto report = provenance::exportForOpenLedger(
            repository, job.target, {version, &device->key(), QDateTime::currentDateTimeUtc()}, context);
        if (!report)
            return fail(report.error());
        outcome.records = report->records;
        outcome.files = report->files;
        outcome.days = report->days;
        outcome.leftOut = report->leftOut;
        return outcome;
    }
    const auto format =
        job.kind == u"croissant" ? provenance::FolderFormat::Croissant : provenance::FolderFormat::DataPackageCsv;
    const auto report =
        provenance::exportFolder(repository, job.target, {version, format, job.address, &device->key()}, context);
    if (!report)
        return fail(report.error());
    outcome.records = report->records;
    outcome.inexact = report->inexact;
    outcome.notes = report->notes;
    return outcome;
}

} // namespace

Result<ExportOutcome> runExport(const ExportJob &job, base::TaskContext &context)
{
    const bool rows = job.kind == u"csv" || job.kind == u"jsonl";
    if (job.kind == u"rejects" || (rows && job.version.isEmpty()))
        return writeWorking(job, context);
    const auto repository = versioning::Repository::open(dataset::DataSetFolder{job.folder}.repository());
    if (!repository)
        return fail(repository.error());
    const auto version = repository->resolve(job.version.isEmpty() ? u"HEAD"_s : job.version);
    if (!version)
        return fail(version.error());
    if (job.kind == u"bundle") {
        if (auto status = versioning::exportBundle(*repository, job.target, context); !status)
            return fail(status.error());
        return ExportOutcome{};
    }
    if (!rows)
        return writeFolder(job, *repository, *version, context);
    auto source = versioning::VersionRowSource::of(*repository, *version);
    if (!source)
        return fail(source.error());
    return writeRows(job,
                     schemaFrom(versioning::documentAt(*repository, *version, QLatin1String(dataset::kSchemaFile))),
                     *source, context);
}

QString freePath(const QString &parent, const QString &name)
{
    QString path = parent + u'/' + name;
    for (int number = 2; QFileInfo::exists(path); ++number)
        path = parent + u'/' + name + u'-' + QString::number(number);
    return path;
}

} // namespace datanet::app

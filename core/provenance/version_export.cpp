#include "provenance/version_export.h"

#include "base/files.h"
#include "base/new_folder.h"
#include "crypto/digest.h"
#include "crypto/file_digest.h"
#include "dataset/data_package.h"
#include "dataset/data_set_card.h"
#include "dataset/exporter.h"
#include "dataset/working_copy.h"
#include "provenance/croissant.h"
#include "provenance/model_signing.h"
#include "provenance/semantic_version.h"
#include "provenance/signed_folder.h"
#include "versioning/ancestry.h"
#include "versioning/history.h"
#include "versioning/version_row_source.h"

#include <QFileInfo>
#include <QMimeDatabase>
#include <QUrl>

namespace datanet::provenance {

using namespace Qt::StringLiterals;
using versioning::CommitId;
using versioning::Repository;

namespace {

// Looks at every row that passes by. A table is written in two passes: the last one counts.
class Watched final : public dataset::RowSource
{
public:
    explicit Watched(dataset::RowSource &rows) : m_rows(rows) { }

    base::Status rewind() override
    {
        m_statistics = {};
        return m_rows.rewind();
    }
    base::Result<bool> next(std::string_view &body) override
    {
        auto more = m_rows.next(body);
        if (more && *more)
            m_statistics.add(body);
        return more;
    }
    std::int64_t count() const override { return m_rows.count(); }

    [[nodiscard]] dataset::Statistics statistics() const { return m_statistics.result(); }

private:
    dataset::RowSource &m_rows;
    dataset::StatisticsCollector m_statistics;
};

// A document of a version; empty when it has none.
base::Result<base::Bytes> document(const Repository &repository, const CommitId &version, const char *name)
{
    auto bytes = versioning::documentAt(repository, version, QLatin1String(name));
    if (!bytes && bytes.error().kind == base::ErrorKind::NotFound)
        return base::Bytes();
    return bytes;
}

base::Result<std::vector<dataset::ExportedFile>> writeMedia(const Repository &repository, const CommitId &version,
                                                            const QString &folder, base::TaskContext &task)
{
    const auto tree = versioning::ContentTree::of(repository, version);
    if (!tree)
        return base::fail(tree.error());
    const auto media = versioning::attachments(repository, *tree);
    if (!media)
        return base::fail(media.error());
    std::vector<dataset::ExportedFile> files;
    const QMimeDatabase types;
    for (const auto &attachment : *media) {
        if (task.cancelled())
            return base::cancelled();
        task.progress(static_cast<std::int64_t>(files.size()), static_cast<std::int64_t>(media->size()));
        const auto bytes =
            repository.read(attachment.blob, versioning::ObjectType::Blob, dataset::kMaximumAttachmentBytes);
        if (!bytes)
            return base::fail(bytes.error());
        const QString name = QString::fromLatin1(base::toPlainHex(attachment.sha256.view()));
        if (crypto::sha256(*bytes) != attachment.sha256)
            return base::fail(base::ErrorKind::Corrupt, u"media file "_s + name + u" has another SHA-256"_s);
        const QString below = u"media/"_s + name.left(2) + u'/' + name.mid(2, 2);
        if (auto status = base::files::makeFolder(folder + u'/' + below); !status)
            return base::fail(status.error());
        if (auto status = base::files::writeAtomically(folder + u'/' + below + u'/' + name, *bytes); !status)
            return base::fail(status.error());
        files.push_back({below + u'/' + name, types.mimeTypeForData(*bytes).name(), bytes->size(), attachment.sha256});
    }
    return files;
}

base::Status describe(const QString &folder, const VersionFacts &facts, const FolderExport &request)
{
    const dataset::DescribedExport &described = facts.described;
    const bool croissant = request.format == FolderFormat::Croissant;
    const base::Bytes description = croissant
        ? croissantJson(described,
                        {facts.firstVersion, facts.parents, facts.isSigned,
                         request.key == nullptr ? QString() : keyHint(request.key->publicKey())})
        : dataset::dataPackageJson(described);
    if (auto status = base::files::writeAtomically(folder + (croissant ? u"/croissant.json"_s : u"/datapackage.json"_s),
                                                   description);
        !status)
        return status;
    return base::files::writeAtomically(folder + u"/README.md"_s, dataset::dataSetCard(described));
}

} // namespace

base::Result<VersionFacts> versionFacts(const Repository &repository, const CommitId &version, base::TaskContext &task)
{
    const auto chain = versioning::firstParents(repository, version);
    const auto fields = repository.commit(version);
    if (!chain || !fields)
        return base::fail(!chain ? chain.error() : fields.error());
    const auto first = repository.commit(chain->back());
    const auto metadata = document(repository, version, dataset::kMetadataFile);
    const auto schema = document(repository, version, dataset::kSchemaFile);
    auto readme = document(repository, version, dataset::kReadmeFile);
    if (!first || !metadata || !schema || !readme)
        return base::fail(!first          ? first.error()
                              : !metadata ? metadata.error()
                              : !schema   ? schema.error()
                                          : readme.error());
    VersionFacts facts;
    dataset::DescribedExport &described = facts.described;
    auto parsedMetadata = dataset::Metadata::fromJson(*metadata);
    auto parsedSchema =
        schema->isEmpty() ? base::Result<dataset::Schema>(dataset::Schema()) : dataset::Schema::fromJson(*schema);
    if (!parsedMetadata || !parsedSchema)
        return base::fail(!parsedMetadata ? parsedMetadata.error() : parsedSchema.error());
    task.step(u"Comparing versions"_s);
    const auto semantic = semanticVersion(repository, version, task);
    if (!semantic)
        return base::fail(semantic.error());
    described.metadata = std::move(*parsedMetadata);
    described.schema = std::move(*parsedSchema);
    described.readme = std::move(*readme);
    described.semanticVersion = semantic->text();
    described.versionNumber = static_cast<std::int64_t>(chain->size());
    described.versionId = versioning::idText(version);
    described.time = fields->time;
    described.versionAuthor = fields->author.name;
    described.versionMessage = fields->message;
    facts.firstVersion = first->time;
    for (const CommitId &parent : fields->parents)
        facts.parents << versioning::idText(parent);
    facts.isSigned = fields->isSigned;
    return facts;
}

base::Result<FolderExportReport> exportFolder(const Repository &repository, const QString &folder,
                                              const FolderExport &request, base::TaskContext &task)
{
    if (const QUrl url(request.url, QUrl::StrictMode); !request.url.isEmpty()
        && (!url.isValid() || url.host().isEmpty() || (url.scheme() != u"https" && url.scheme() != u"http")))
        return base::fail(base::ErrorKind::Invalid, request.url.left(200) + u" is no web address"_s,
                          u"give one that begins with https://"_s);
    auto place = base::NewFolder::begin(folder);
    if (!place)
        return base::fail(place.error());
    auto facts = versionFacts(repository, request.version, task);
    if (!facts)
        return base::fail(facts.error());
    dataset::DescribedExport &described = facts->described;
    described.url = request.url;

    task.step(u"Writing the records"_s);
    auto rows = versioning::VersionRowSource::of(repository, request.version);
    if (!rows)
        return base::fail(rows.error());
    Watched watched(*rows);
    const bool csv = request.format == FolderFormat::DataPackageCsv;
    described.data.path = request.format == FolderFormat::Croissant ? u"records.jsonl"_s
        : csv                                                       ? u"data.csv"_s
                                                                    : u"data.jsonl"_s;
    described.data.mediaType = request.format == FolderFormat::Croissant ? u"application/jsonlines"_s
        : csv                                                            ? u"text/csv"_s
                                                                         : u"application/jsonl"_s;
    const QString data = place->staging() + u'/' + described.data.path;
    const auto written =
        csv ? dataset::exportCsv(data, described.schema, watched, task) : dataset::exportJsonLines(data, watched, task);
    if (!written)
        return base::fail(written.error());
    const auto digest = crypto::sha256OfFile(data, task);
    if (!digest)
        return base::fail(digest.error());
    const dataset::Statistics statistics = watched.statistics();
    described.records = written->records;
    described.data.bytes = written->bytes;
    described.data.sha256 = *digest;
    described.columns = dataset::exportedColumns(described.schema, statistics);

    task.step(u"Writing media files"_s);
    auto media = writeMedia(repository, request.version, place->staging(), task);
    if (!media)
        return base::fail(media.error());
    described.media = std::move(*media);

    if (auto status = describe(place->staging(), *facts, request); !status)
        return base::fail(status.error());
    if (request.key != nullptr) {
        task.step(u"Signing"_s);
        if (auto status = signFolder(place->staging(), described.metadata.title, *request.key, task); !status)
            return base::fail(status.error());
    }
    if (task.cancelled())
        return base::cancelled();
    if (auto status = place->finish(); !status)
        return base::fail(status.error());

    FolderExportReport report;
    report.records = written->records;
    report.inexact = written->inexact;
    report.bytes = written->bytes;
    for (const auto &file : described.media)
        report.bytes += file.bytes;
    report.media = static_cast<std::int64_t>(described.media.size());
    report.semanticVersion = described.semanticVersion;
    report.notes = dataset::hubLimits(described);
    if (statistics.columnsCut)
        report.notes << u"only the first %1 columns are described; all are in the records"_s.arg(
            dataset::StatisticsCollector::kMaximumColumns);
    return report;
}

} // namespace datanet::provenance
